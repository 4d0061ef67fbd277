// GetSiteGaps.
#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/assessments/domain/comparison/gap.h"
#include "services/assessments/domain/comparison/sentences.h"
#include "services/assessments/rpc/comparison/cells.h"
#include "services/assessments/rpc/comparison/comparison_methods.h"
#include "services/assessments/rpc/results/convert_results.h"

namespace pcsp::assessments {
namespace {

// What one side of a gap says of one thing; sites that may not be shown are in none of it.
struct SideCell {
  Hidden why = Hidden::kBelowMinimum;  // if no site may be shown
  Outgoing outgoing;
  std::vector<Estimate> scores;  // of a construct
  std::vector<int32_t> scored;   // of an item: answers by score
};

// One side of a gap.
struct Side {
  std::string words;
  std::string organisation;  // full name; "" when it is several
  const Instrument* instrument = nullptr;
  int sites = 0;  // that say anything
  std::array<SideCell, kConstructs> constructs;
  std::vector<SideCell> items;
};

void AddConstruct(const WaveResults& results, const WaveSite& site, Construct construct,
                  SideCell* side) {
  const Cell cell = CellOf(results, site, construct);
  if (side->why != Hidden::kShown) side->why = cell.why;
  if (cell.why != Hidden::kShown) return;
  Add(results, site, static_cast<int64_t>(cell.mean.people), &side->outgoing);
  side->scores.push_back(HowSiteWorks(cell.mean, results.FiguresOf(site).pool(construct)));
}

void AddItem(const WaveResults& results, const WaveSite& site, int item, SideCell* side) {
  const ItemCell cell = CellOf(results, site, item);
  if (side->why != Hidden::kShown) side->why = cell.why;
  side->scored.resize(cell.scored.size());
  if (cell.why != Hidden::kShown) return;
  Add(results, site, Answers(cell.scored), &side->outgoing);
  for (size_t k = 0; k < cell.scored.size(); ++k) side->scored[k] += cell.scored[k];
}

void AddSite(const WaveResults& results, const WaveSite& site, Side* side) {
  side->instrument = &results.FiguresOf(site).instrument();
  side->items.resize(side->instrument->items.size());
  side->sites += StatisticsOf(results, site).respondents > 0;
  for (const auto& [word, construct] : kConstructWords) {
    AddConstruct(results, site, construct, &side->constructs[static_cast<int>(construct)]);
  }
  for (size_t i = 0; i < side->items.size(); ++i) {
    AddItem(results, site, static_cast<int>(i), &side->items[i]);
  }
}

Side OneSite(const WaveResults& results, const WaveSite& site) {
  Side side{.words = WordsOf(site.level), .organisation = NameOf(results, site.organisation)};
  AddSite(results, site, &side);
  return side;
}

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

void SetGap(ScoreGap gap, double step, double share,
            const std::function<std::string(const ScoreGap&)>& sentence, v1::ScoreGap* message) {
  for (double* x : {&gap.difference, &gap.low, &gap.high}) *x = Rounded(*x, step);
  gap.p_apart = Rounded(gap.p_apart, share);
  message->set_difference(gap.difference);
  SetInterval(gap.low, gap.high, message->mutable_interval());
  message->set_apart_probability(gap.p_apart);
  message->set_verdict(ToProto(gap.word));
  message->set_sentence(sentence(gap));
}

template <typename Gap>
void SetPeople(const Outgoing& first, const Outgoing& second, Gap* message) {
  message->set_first_respondents(first.count().low);
  message->set_first_respondents_most(first.count().high);
  message->set_second_respondents(second.count().low);
  message->set_second_respondents_most(second.count().high);
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
    dominance->low = Rounded(*dominance->low, share);
    dominance->high = Rounded(*dominance->high, share);
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

void AddLevels(const Side& first, const Side& second, v1::SiteGaps* gaps) {
  auto* message = gaps->add_levels();
  message->set_first(first.words);
  message->set_second(second.words);
  message->set_first_organisation(first.organisation);
  message->set_second_organisation(second.organisation);
  message->set_second_sites(second.sites);
  for (const auto& [word, construct] : kConstructWords) {
    SetConstruct(first, second, construct, message->add_constructs());
  }
  AddConcepts(first, second, message);
}

// A site and what is above it.
void AddAbove(const WaveResults& results, const WaveSite& site, v1::SiteGaps* gaps) {
  for (const std::string& upper : {site.steering_group, site.whole_system}) {
    const WaveSite* const above = upper.empty() ? nullptr : results.frozen->Find(upper);
    if (above == nullptr || above == &site) continue;
    AddLevels(OneSite(results, *above), OneSite(results, site), gaps);
  }
}

// A site and all that is below it, level by level.
void AddBelow(const WaveResults& results, const WaveSite& site, v1::SiteGaps* gaps) {
  std::map<Level, Side> below;
  for (const WaveSite& other : results.frozen->sites) {
    const bool of_this =
        other.steering_group == site.organisation || other.whole_system == site.organisation;
    if (!of_this || other.organisation == site.organisation) continue;
    Side& side = below[other.level];
    side.words = absl::StrCat("group of its ", WordsOf(other.level), "s");
    AddSite(results, other, &side);
  }
  for (const auto& [level, side] : below) AddLevels(OneSite(results, site), side, gaps);
}

// A site whose staff groups are told apart, where they may be.
struct Team {
  const WaveResults& results;
  const WaveSite& site;
  const SiteDetails& details;
  const LevelDetails& level;

  // Whether both of two staff groups are shown in any construct.
  bool Tells(int a, int b) const {
    return std::any_of(details.groups.begin(), details.groups.end(), [&](const GroupMeans& groups) {
      return groups[a].people > 0 && groups[b].people > 0;
    });
  }
};

void SetGroups(const Team& team, Construct construct, int a, int b, const v1::GroupGap& names,
               v1::ScoreGap* message) {
  const int c = static_cast<int>(construct);
  const SiteMean& first = team.details.groups[c][a];
  const SiteMean& second = team.details.groups[c][b];
  Hidden why = WhyNotInGroups(team.results, team.site, construct);
  if (first.people == 0 || second.people == 0) {
    why = why == Hidden::kShown ? Hidden::kBelowMinimum : why;
  }
  message->set_construct(ToProto(construct));
  message->set_suppression(ToProto(why));
  if (why != Hidden::kShown) return;
  Outgoing one, other;
  Add(team.results, team.site, static_cast<int64_t>(first.people), &one);
  Add(team.results, team.site, static_cast<int64_t>(second.people), &other);
  SetPeople(one, other, message);
  const Estimate site = HowSiteWorks(CellOf(team.results, team.site, construct).mean,
                                     team.results.FiguresOf(team.site).pool(construct));
  const auto sentence = [&](const ScoreGap& gap) {
    return SentenceOf(WordsOf(construct), names.first(), names.second(), gap);
  };
  SetGap(GroupGap(first, second, site, team.level.groups[c]),
         std::max(one.mean_step(), other.mean_step()),
         std::max(one.share_step(), other.share_step()), sentence, message);
}

void AddStaffGroups(const Team& team, v1::SiteGaps* gaps) {
  for (int a = 0; a < kStaffGroups; ++a) {
    for (int b = a + 1; b < kStaffGroups; ++b) {
      if (!team.Tells(a, b)) continue;
      auto* message = gaps->add_staff_groups();
      message->set_first(std::string(WordsOf(static_cast<StaffGroup>(a + 1))));
      message->set_second(std::string(WordsOf(static_cast<StaffGroup>(b + 1))));
      message->set_second_sites(1);
      for (const auto& [word, construct] : kConstructWords) {
        SetGroups(team, construct, a, b, *message, message->add_constructs());
      }
    }
  }
}

}  // namespace

absl::StatusOr<v1::SiteGaps> ComparisonMethods::GetSiteGaps(const rpc::Call&,
                                                            const v1::GetSiteGapsRequest& request) {
  ASSIGN_OR_RETURN(const Found found, Find(request.name()));
  const auto& [results, site] = found;
  v1::SiteGaps gaps;
  gaps.set_name(request.name());
  AddAbove(*results, *site, &gaps);
  AddBelow(*results, *site, &gaps);
  if (StatisticsOf(*results, *site).respondents == 0) return gaps;
  ASSIGN_OR_RETURN(const auto details, details_.Get(*results));
  AddStaffGroups(
      {*results, *site, details->sites[site->number - 1], details->levels.at(site->level)}, &gaps);
  return gaps;
}

}  // namespace pcsp::assessments
