// GetSiteGaps.
#include <map>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/assessments/domain/comparison/gap.h"
#include "services/assessments/domain/comparison/sentences.h"
#include "services/assessments/rpc/comparison/cells.h"
#include "services/assessments/rpc/comparison/comparison_methods.h"
#include "services/assessments/rpc/comparison/shown.h"
#include "services/assessments/rpc/convert.h"

namespace pcsp::assessments {
namespace {

constexpr auto kHidden = v1::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE;

// What one side of a gap says; cells that may not be shown are in none of it.
struct Side {
  std::string words;
  std::string organisation;  // full name; "" when it is several
  const Instrument* instrument = nullptr;
  int sites = 0;  // that say anything
  std::array<std::vector<Estimate>, kConstructs> scores;
  std::array<double, kConstructs> people{};
  std::vector<std::vector<int32_t>> items;  // by score
};

void AddSite(const WaveResults& results, const WaveSite& site, Side* side) {
  const WaveFigures& level = results.FiguresOf(site);
  const SiteStatistics& statistics = StatisticsOf(results, site);
  side->instrument = &level.instrument();
  side->items.resize(level.instrument().items.size());
  side->sites += statistics.respondents > 0;
  for (int c = 0; c < kConstructs; ++c) {
    const auto construct = static_cast<Construct>(c);
    const SiteMean mean = ShownMean(results.wave, MeanOf(level, statistics, construct));
    if (mean.people == 0) continue;
    side->people[c] += mean.people;
    side->scores[c].push_back(HowSiteWorks(mean, level.pool(construct)));
  }
  for (size_t i = 0; i < side->items.size(); ++i) {
    const std::vector<int32_t> counts = ScoredCounts(level, statistics, static_cast<int>(i));
    side->items[i].resize(counts.size());
    if (WhyHidden(results.wave, {.respondents = Answers(counts)}) == kHidden) continue;
    for (size_t k = 0; k < counts.size(); ++k) side->items[i][k] += counts[k];
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

void SetGap(const ScoreGap& gap, const std::string& sentence, v1::ScoreGap* message) {
  message->set_difference(gap.difference);
  SetInterval(gap.low, gap.high, message->mutable_interval());
  message->set_apart_probability(gap.p_apart);
  message->set_verdict(ToProto(gap.word));
  message->set_sentence(sentence);
}

void SetAnswers(const std::string& first, const std::string& second, absl::Span<const int32_t> one,
                absl::Span<const int32_t> other, v1::AnswerGap* message) {
  const auto dominance = CliffsDelta(one, other);
  if (!dominance) {
    message->set_suppression(kHidden);
    return;
  }
  message->set_first_respondents(static_cast<int>(Answers(one)));
  message->set_second_respondents(static_cast<int>(Answers(other)));
  message->set_cliffs_delta(dominance->delta);
  if (dominance->low && dominance->high) {
    SetInterval(*dominance->low, *dominance->high, message->mutable_interval());
  }
  message->set_sentence(SentenceOf(first, second, *dominance));
}

// Items of both levels on the same concept, where the scales have as many steps.
void AddConcepts(const Side& first, const Side& second, v1::GroupGap* message) {
  std::multimap<std::string, int> concepts;
  for (size_t i = 0; i < second.instrument->items.size(); ++i) {
    concepts.emplace(second.instrument->items[i].concept_word, static_cast<int>(i));
  }
  for (size_t i = 0; i < first.instrument->items.size(); ++i) {
    const auto [from, to] = concepts.equal_range(first.instrument->items[i].concept_word);
    for (auto it = from; it != to; ++it) {
      if (first.items[i].size() != second.items[it->second].size()) continue;
      auto* added = message->add_items();
      added->set_first_item(first.instrument->items[i].code);
      added->set_second_item(second.instrument->items[it->second].code);
      SetAnswers(first.words, second.words, first.items[i], second.items[it->second], added);
    }
  }
}

void AddLevels(const Side& first, const Side& second, v1::SiteGaps* gaps) {
  auto* message = gaps->add_levels();
  message->set_first(first.words);
  message->set_second(second.words);
  message->set_first_organisation(first.organisation);
  message->set_second_organisation(second.organisation);
  message->set_second_sites(second.sites);
  for (const auto& [word, construct] : kConstructWords) {
    const int c = static_cast<int>(construct);
    auto* added = message->add_constructs();
    added->set_construct(ToProto(construct));
    if (first.scores[c].empty() || second.scores[c].empty()) {
      added->set_suppression(kHidden);
      continue;
    }
    added->set_first_respondents(static_cast<int>(first.people[c]));
    added->set_second_respondents(static_cast<int>(second.people[c]));
    const ScoreGap gap = GapBetween(MeanOf(first.scores[c]), MeanOf(second.scores[c]));
    SetGap(gap, SentenceOf(WordsOf(construct), first.words, second.words, gap), added);
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

// The answers of a site's staff groups to each item, by score.
using GroupItems = std::array<std::vector<std::vector<int32_t>>, kStaffGroups>;

struct Team {
  const WaveResults& results;
  const WaveSite& site;
  const SiteDetails& details;
  const LevelDetails& level;
  const GroupItems& items;

  v1::Suppression Why(int64_t respondents) const {
    const int64_t all = StatisticsOf(results, site).respondents;
    return WhyHidden(results.wave, {.respondents = respondents, .others = all - respondents});
  }
};

void AddGroupConstructs(const Team& team, int a, int b, v1::GroupGap* message) {
  const WaveFigures& figures = team.results.FiguresOf(team.site);
  for (const auto& [word, construct] : kConstructWords) {
    const int c = static_cast<int>(construct);
    const SiteMean& first = team.details.groups[c][a];
    const SiteMean& second = team.details.groups[c][b];
    auto* added = message->add_constructs();
    added->set_construct(ToProto(construct));
    if (team.Why(static_cast<int64_t>(first.people)) == kHidden ||
        team.Why(static_cast<int64_t>(second.people)) == kHidden) {
      added->set_suppression(kHidden);
      continue;
    }
    added->set_first_respondents(static_cast<int>(first.people));
    added->set_second_respondents(static_cast<int>(second.people));
    const SiteMean mean = MeanOf(figures, StatisticsOf(team.results, team.site), construct);
    const ScoreGap gap =
        GroupGap(first, second, HowSiteWorks(mean, figures.pool(construct)), team.level.groups[c]);
    SetGap(gap, SentenceOf(WordsOf(construct), message->first(), message->second(), gap), added);
  }
}

void AddGroupItems(const Team& team, int a, int b, v1::GroupGap* message) {
  const Instrument& instrument = team.results.FiguresOf(team.site).instrument();
  for (size_t i = 0; i < instrument.items.size(); ++i) {
    auto* added = message->add_items();
    added->set_first_item(instrument.items[i].code);
    added->set_second_item(instrument.items[i].code);
    const auto& first = team.items[a][i];
    const auto& second = team.items[b][i];
    if (team.Why(Answers(first)) == kHidden || team.Why(Answers(second)) == kHidden) {
      added->set_suppression(kHidden);
      continue;
    }
    SetAnswers(message->first(), message->second(), first, second, added);
  }
}

void AddStaffGroups(const Team& team, v1::SiteGaps* gaps) {
  for (int a = 0; a < kStaffGroups; ++a) {
    for (int b = a + 1; b < kStaffGroups; ++b) {
      if (team.Why(team.details.respondents[a]) == kHidden) continue;
      if (team.Why(team.details.respondents[b]) == kHidden) continue;
      auto* message = gaps->add_staff_groups();
      message->set_first(std::string(WordsOf(static_cast<StaffGroup>(a + 1))));
      message->set_second(std::string(WordsOf(static_cast<StaffGroup>(b + 1))));
      message->set_second_sites(1);
      AddGroupConstructs(team, a, b, message);
      AddGroupItems(team, a, b, message);
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
  const WaveFigures& figures = results->FiguresOf(*site);
  if (WhyHidden(results->wave, {.respondents = StatisticsOf(*results, *site).respondents}) ==
      kHidden) {
    return gaps;
  }
  ASSIGN_OR_RETURN(const auto details, details_.Get(*results));
  std::array<SiteStatistics, kStaffGroups> statistics;
  RETURN_IF_ERROR(store_->ScanStaffGroups(
      results->wave, site->number, [&](int, StaffGroup group, absl::string_view answers) {
        figures.plan().Add(answers, statistics[static_cast<int>(group) - 1]);
      }));
  GroupItems items;
  for (int g = 0; g < kStaffGroups; ++g) {
    for (size_t i = 0; i < figures.instrument().items.size(); ++i) {
      items[g].push_back(ScoredCounts(figures, statistics[g], static_cast<int>(i)));
    }
  }
  AddStaffGroups(
      {*results, *site, details->sites[site->number - 1], details->levels.at(site->level), items},
      &gaps);
  return gaps;
}

}  // namespace pcsp::assessments
