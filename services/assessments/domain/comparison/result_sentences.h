// What results say, in a sentence that a practice manager can read out. Figures are passed as they
// leave, rounded and counted in bands, so that a sentence tells no more than the figures beside it.
#pragma once

#include <string>

#include "services/assessments/domain/disclosure/policy.h"
#include "services/assessments/domain/disclosure/quantity.h"
#include "services/assessments/domain/disclosure/tendency.h"
#include "services/assessments/domain/scoring/agreement.h"
#include "services/assessments/domain/scoring/construct_score.h"
#include "services/assessments/domain/scoring/item_distribution.h"
#include "services/assessments/domain/vocabulary.h"

namespace pcsp::assessments {

// "18", or "5 to 7" where it is a band.
std::string InWords(const Band& people);

// How many answered; `headcount` is 0 where it is not known, `sites` where it is one site.
std::string AnsweredSentence(const Band& people, int headcount, int sites);

// How a site or a group works on a construct.
std::string ScoreSentence(Construct construct, const Band& people, const Estimate& score,
                          Verdict verdict);

// "group of GPs", "group of clinical staff", "group of everybody else".
std::string WordsOf(Part part);
// The plain mean of one part of a team, with where it may lie.
std::string PartSentence(Part part, const Band& people, const Estimate& mean);

// Which way the answers to an item point: a share, 0 to 1, and its interval of 90 %.
std::string ItemSentence(int people, double favourable, const ShareInterval& interval,
                         Verdict verdict);
// The same where counts are withheld; "" where nothing is told.
std::string TendencySentence(Tendency tendency);

// Whether a team has a common understanding: P() among those who answered, and what that is worth
// while some have not been heard.
std::string UnderstandingSentence(const Band& people, double probability, bool whole_team);

// Where a team puts itself.
std::string ConsensusSentence(Construct construct, double score, int people);

}  // namespace pcsp::assessments
