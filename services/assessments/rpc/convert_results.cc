#include "services/assessments/rpc/convert_results.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

namespace pcsp::assessments {
namespace {

constexpr double kLevel = .9;

std::string OrganisationOf(const WaveResults& results, const std::string& id) {
  if (id.empty()) return "";
  return OrganisationName{results.wave.name.programme, id}.ToString();
}

void SetInterval(double low, double high, pcsp::type::v1::Interval* interval) {
  interval->set_low(low);
  interval->set_high(high);
  interval->set_level(kLevel);
}

// Scores end at 0 and 100; the normal approximation may not.
void SetEstimate(const Estimate& estimate, pb::ScoreEstimate* message) {
  message->set_score(std::clamp(estimate.score, 0.0, 100.0));
  SetInterval(std::clamp(estimate.low, 0.0, 100.0), std::clamp(estimate.high, 0.0, 100.0),
              message->mutable_interval());
}

void SetAgreement(const AgreementFigures& figures, pb::Agreement* message) {
  if (figures.consensus) message->set_consensus(*figures.consensus);
  message->set_expected_consensus(figures.expected_consensus);
  if (figures.draws) {
    SetInterval(figures.draws->low, figures.draws->high, message->mutable_consensus_interval());
    message->set_common_understanding_probability(figures.draws->common_probability);
  }
  if (figures.r_wg) message->set_r_wg(*figures.r_wg);
  if (figures.a_wg) message->set_a_wg(*figures.a_wg);
  if (figures.ad) message->set_mean_absolute_deviation(*figures.ad);
  message->set_verdict(static_cast<pb::AgreementVerdict>(static_cast<int>(figures.verdict)));
}

void SetConstruct(const Instrument& instrument, const ConstructFigures& figures,
                  pb::ConstructResult* message) {
  message->set_respondents(figures.people);
  if (figures.mean) message->set_mean(*figures.mean);
  SetEstimate(figures.how_site_works, message->mutable_how_this_site_works());
  if (figures.team_now) SetEstimate(*figures.team_now, message->mutable_team_now());
  SetAgreement(figures.agreement, message->mutable_agreement());
  if (figures.weakest_item >= 0) {
    message->set_weakest_item(instrument.items[figures.weakest_item].code);
  }
  for (const auto& [code, count] : figures.not_relevant) {
    auto* added = message->add_not_relevant();
    added->set_answer(code);
    added->set_count(count);
  }
  message->set_skipped(figures.skipped);
}

void SetItem(const Instrument& instrument, const Item& item, const ItemFigures& figures,
             pb::ItemResult* message) {
  const Scale& scale = instrument.ScaleOf(item);
  for (int slot = 1; slot < SlotsOf(scale); ++slot) {
    auto* answer = message->add_answers();
    answer->set_answer(CodeOfSlot(scale, slot));
    answer->set_count(figures.counts[slot]);
    if (slot > scale.steps()) continue;
    answer->set_shrunk_share(figures.shrunk[ScoreOfSlot(instrument, item, slot) - 1]);
  }
  message->set_skipped(figures.counts[0]);
  message->set_favourable_share(figures.favourable);
  if (figures.favourable_interval) {
    SetInterval(figures.favourable_interval->low, figures.favourable_interval->high,
                message->mutable_favourable_interval());
  }
  SetAgreement(figures.agreement, message->mutable_agreement());
}

// Who gave an item any answer, "not relevant" among them.
template <typename Counts>
int Answered(const Counts& counts) {
  return counts.empty() ? 0 : std::accumulate(counts.begin() + 1, counts.end(), 0);
}

// The code that the answer in `slot` would have had if the item were not reversed.
const std::string& TurnedCode(const Instrument& instrument, const Item& item, int slot) {
  const Scale& scale = instrument.ScaleOf(item);
  if (slot > scale.steps()) return CodeOfSlot(scale, slot);
  const int score = ScoreOfSlot(instrument, item, slot);
  for (const AnswerOption& option : scale.options) {
    if (option.score == score) return option.code;
  }
  return CodeOfSlot(scale, slot);
}

}  // namespace

pb::SiteResults ToSiteResults(const WaveResults& results, const WaveSite& site, bool full) {
  const Wave& wave = results.wave;
  const WaveFigures& level = results.FiguresOf(site);
  const Instrument& instrument = level.instrument();
  pb::SiteResults message;
  message.set_name(SiteResultsName{wave.name, site.organisation}.ToString());
  message.set_organisation(OrganisationOf(results, site.organisation));
  message.set_level(ToProto(site.level));
  message.set_instrument(instrument.name());
  message.set_headcount(site.people());
  message.set_evidence_revision(wave.evidence_revision);
  const size_t place = results.PlaceOf(site);
  if (!MayBeShown(wave, static_cast<int>(level.sites()[place].statistics.respondents))) {
    message.set_suppression(pb::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE);
    return message;
  }
  const SiteFigures figures = level.Figures(place, full ? Detail::kItems : Detail::kProfile);
  message.set_respondents(figures.respondents);
  for (const auto& [word, construct] : kConstructWords) {
    const ConstructFigures& said = figures.constructs[static_cast<int>(construct)];
    auto* added = message.add_constructs();
    added->set_construct(ToProto(construct));
    if (MayBeShown(wave, said.people)) {
      SetConstruct(instrument, said, added);
    } else {
      added->set_suppression(pb::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE);
    }
  }
  for (size_t i = 0; full && i < instrument.items.size(); ++i) {
    auto* added = message.add_items();
    added->set_item(instrument.items[i].code);
    if (MayBeShown(wave, Answered(figures.items[i].counts))) {
      SetItem(instrument, instrument.items[i], figures.items[i], added);
    } else {
      added->set_suppression(pb::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE);
    }
  }
  return message;
}

pb::SiteEvidence ToSiteEvidence(const WaveResults& results, const WaveSite& site) {
  const WaveFigures& level = results.FiguresOf(site);
  const Instrument& instrument = level.instrument();
  const SiteStatistics& statistics = level.sites()[results.PlaceOf(site)].statistics;
  pb::SiteEvidence message;
  message.set_organisation(OrganisationOf(results, site.organisation));
  message.set_level(ToProto(site.level));
  message.set_steering_group(OrganisationOf(results, site.steering_group));
  message.set_whole_system(OrganisationOf(results, site.whole_system));
  if (!MayBeShown(results.wave, static_cast<int>(statistics.respondents))) {
    message.set_suppression(pb::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE);
    return message;
  }
  message.set_respondents(static_cast<int>(statistics.respondents));
  for (size_t i = 0; i < instrument.items.size(); ++i) {
    const auto counts = level.plan().ItemCounts(statistics, static_cast<int>(i));
    if (!MayBeShown(results.wave, Answered(counts))) continue;
    auto* item = message.add_items();
    item->set_item(instrument.items[i].code);
    for (size_t slot = 1; slot < counts.size(); ++slot) {
      if (counts[slot] == 0) continue;
      const std::string& code = TurnedCode(instrument, instrument.items[i], static_cast<int>(slot));
      (*item->mutable_answers())[code] = counts[slot];
    }
  }
  return message;
}

}  // namespace pcsp::assessments
