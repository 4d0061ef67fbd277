#include "services/assessments/rpc/comparison/gaps/convert_gaps.h"

#include <algorithm>
#include <map>

#include "services/assessments/domain/comparison/sentences.h"
#include "services/assessments/rpc/results/convert_results.h"

namespace pcsp::assessments {
namespace {

v1::GapVerdict ToProto(GapWord word) {
  switch (word) {
    case GapWord::kFirstMoreSettled:
      return v1::GAP_VERDICT_FIRST_MORE_SETTLED;
    case GapWord::kFirstProbablyMoreSettled:
      return v1::GAP_VERDICT_FIRST_PROBABLY_MORE_SETTLED;
    case GapWord::kSecondMoreSettled:
      return v1::GAP_VERDICT_SECOND_MORE_SETTLED;
    case GapWord::kSecondProbablyMoreSettled:
      return v1::GAP_VERDICT_SECOND_PROBABLY_MORE_SETTLED;
    case GapWord::kNoGapSeen:
      break;
  }
  return v1::GAP_VERDICT_UNSPECIFIED;
}

// The reason of the first side that has one.
Hidden WhyOf(const SideCell& first, const SideCell& second) {
  return first.why != Hidden::kShown ? first.why : second.why;
}

void SetAnswers(const Side& first, const Side& second, const SideCell& one, const SideCell& other,
                v1::AnswerGap* message) {
  message->set_suppression(ToProto(WhyOf(one, other)));
  if (message->suppression() != v1::SUPPRESSION_UNSPECIFIED) return;
  auto dominance = CliffsDelta(one.scored, other.scored);
  if (!dominance) return message->set_suppression(ToProto(Hidden::kBelowMinimum));
  const double share = std::max(one.outgoing.share_step(), other.outgoing.share_step());
  dominance->delta = Rounded(dominance->delta, share);
  SetPeople(one.outgoing, other.outgoing, message);
  message->set_cliffs_delta(dominance->delta);
  if (dominance->low && dominance->high) {
    if (share > 0) {
      dominance->low = LowEnd(*dominance->low, share);
      dominance->high = HighEnd(*dominance->high, share);
    }
    SetInterval(*dominance->low, *dominance->high, message->mutable_interval());
  }
  message->set_sentence(SentenceOf(first.words, second.words, *dominance));
}

// Items of both levels on the same concept, where the scales have as many steps.
void AddConcepts(const Side& first, const Side& second, v1::GroupGap* message) {
  std::multimap<std::string, int> concepts;
  for (size_t i = 0; i < second.instrument->items.size(); ++i) {
    const Item& item = second.instrument->items[i];
    if (!second.instrument->ScaleOf(item).ordered()) continue;
    concepts.emplace(item.concept_word, static_cast<int>(i));
  }
  for (size_t i = 0; i < first.instrument->items.size(); ++i) {
    const Item& item = first.instrument->items[i];
    if (!first.instrument->ScaleOf(item).ordered()) continue;
    const auto [from, to] = concepts.equal_range(item.concept_word);
    for (auto it = from; it != to; ++it) {
      const SideCell& other = second.items[it->second];
      if (first.items[i].scored.size() != other.scored.size()) continue;
      auto* added = message->add_items();
      added->set_first_item(item.code);
      added->set_second_item(second.instrument->items[it->second].code);
      SetAnswers(first, second, first.items[i], other, added);
    }
  }
}

void SetConstruct(const Side& first, const Side& second, Construct construct,
                  v1::ScoreGap* message) {
  const SideCell& one = first.constructs[static_cast<int>(construct)];
  const SideCell& other = second.constructs[static_cast<int>(construct)];
  message->set_construct(ToProto(construct));
  message->set_suppression(ToProto(WhyOf(one, other)));
  if (message->suppression() != v1::SUPPRESSION_UNSPECIFIED) return;
  SetPeople(one.outgoing, other.outgoing, message);
  const double step = std::max(one.outgoing.step(), other.outgoing.step());
  const auto sentence = [&](const ScoreGap& gap) {
    return SentenceOf(WordsOf(construct), first.words, second.words, gap);
  };
  SetGap(GapBetween(MeanOf(one.scores), MeanOf(other.scores)), step, step > 0 ? .01 : 0, sentence,
         message);
}

}  // namespace

void SetGap(ScoreGap gap, double step, double share,
            const std::function<std::string(const ScoreGap&)>& sentence, v1::ScoreGap* message) {
  if (step > 0) gap = InSteps(gap, step);
  gap.p_apart = Rounded(gap.p_apart, share);
  message->set_difference(gap.difference);
  SetInterval(gap.low, gap.high, message->mutable_interval());
  message->set_apart_probability(gap.p_apart);
  message->set_verdict(ToProto(gap.word));
  message->set_sentence(sentence(gap));
}

void SetLevels(const Side& first, const Side& second, v1::GroupGap* message) {
  message->set_first(first.words);
  message->set_second(second.words);
  message->set_first_organisation(first.organisation);
  message->set_second_organisation(second.organisation);
  message->set_first_sites(first.sites);
  message->set_second_sites(second.sites);
  for (const auto& [word, construct] : kConstructWords) {
    SetConstruct(first, second, construct, message->add_constructs());
  }
  AddConcepts(first, second, message);
}

}  // namespace pcsp::assessments
