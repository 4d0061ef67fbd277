// GetReliability, and what the methods of this folder share.
#include "services/assessments/domain/reliability/reliability.h"

#include "common/base/status_macros.h"
#include "services/assessments/domain/comparison/sentences.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/rpc/comparison/cells.h"
#include "services/assessments/rpc/comparison/comparison_methods.h"
#include "services/assessments/rpc/comparison/shown.h"
#include "services/assessments/rpc/convert.h"

namespace pcsp::assessments {
namespace {

void SetFigure(const Ranged& figure, v1::Figure* message) {
  message->set_value(figure.value);
  SetInterval(figure.low, figure.high, message->mutable_interval());
}

v1::ReliabilityAlert ToProto(ReliabilityAlert alert) {
  switch (alert) {
    case ReliabilityAlert::kLowAlpha:
      return v1::RELIABILITY_ALERT_LOW_ALPHA;
    case ReliabilityAlert::kBetterWithout:
      return v1::RELIABILITY_ALERT_BETTER_WITHOUT_ITEM;
    case ReliabilityAlert::kTeamsAlike:
      return v1::RELIABILITY_ALERT_TEAMS_ALIKE;
  }
  return v1::RELIABILITY_ALERT_UNSPECIFIED;
}

void AddItem(const Wave& wave, const Instrument& instrument, const ItemReliability& item,
             v1::ScaleReliability* message) {
  auto* added = message->add_items();
  added->set_item(instrument.items[item.item].code);
  added->set_suppression(WhyHidden(wave, {.respondents = item.n}));
  if (added->suppression() != v1::SUPPRESSION_UNSPECIFIED) return;
  added->set_respondents(static_cast<int>(item.n));
  added->set_mean(item.mean);
  added->set_standard_deviation(item.deviation);
  if (item.item_rest) added->set_item_rest_correlation(*item.item_rest);
  if (item.alpha_if_dropped) added->set_alpha_if_dropped(*item.alpha_if_dropped);
  if (item.loading) added->set_loading(*item.loading);
}

// `subject` is what the scale is called in the sentence.
void SetScale(const Wave& wave, const Instrument& instrument, const std::string& subject,
              const ScaleReliability& scale, const TeamReliability& teams,
              v1::ScaleReliability* message) {
  message->set_suppression(WhyHidden(wave, {.respondents = scale.n}));
  if (message->suppression() != v1::SUPPRESSION_UNSPECIFIED) return;
  message->set_respondents(static_cast<int>(scale.n));
  if (scale.alpha) SetFigure(*scale.alpha, message->mutable_alpha());
  if (scale.standardised_alpha) message->set_standardised_alpha(*scale.standardised_alpha);
  if (scale.mean_correlation) message->set_mean_correlation(*scale.mean_correlation);
  if (scale.omega) message->set_omega(*scale.omega);
  if (teams.icc1) SetFigure(*teams.icc1, message->mutable_icc1());
  if (teams.icc2) SetFigure(*teams.icc2, message->mutable_icc2());
  message->set_teams(teams.teams);
  for (const ItemReliability& item : scale.items) AddItem(wave, instrument, item, message);
  for (const RaisedAlert& alert : AlertsOf(scale, teams)) {
    const std::string item = alert.item < 0 ? "" : instrument.items[alert.item].code;
    auto* added = message->add_alerts();
    added->set_alert(ToProto(alert.alert));
    added->set_item(item);
    added->set_sentence(SentenceOf(alert, item));
  }
  message->set_sentence(SentenceOf(subject, scale, teams));
}

std::vector<SiteMean> MeansOf(const WaveResults& results, const WaveFigures& level,
                              Construct construct) {
  std::vector<SiteMean> means;
  for (const SiteInput& site : level.sites()) {
    means.push_back(ShownMean(results.wave, MeanOf(level, site.statistics, construct)));
  }
  return means;
}

void AddLevel(const WaveResults& results, const WaveFigures& figures, const LevelDetails& details,
              Level level, v1::WaveReliability* message) {
  const Instrument& instrument = figures.instrument();
  auto* added = message->add_levels();
  added->set_level(ToProto(level));
  added->set_instrument(instrument.name());
  std::vector<int> all;
  for (int i = 0; i < static_cast<int>(instrument.items.size()); ++i) all.push_back(i);
  for (const auto& [word, construct] : kConstructWords) {
    std::vector<int> items;
    for (int i : all) {
      if (instrument.items[i].construct == construct) items.push_back(i);
    }
    auto* scale = added->add_scales();
    scale->set_construct(ToProto(construct));
    SetScale(results.wave, instrument, WordsOf(construct),
             ReliabilityOf(details.plan, details.pairs, items),
             TeamReliabilityOf(MeansOf(results, figures, construct)), scale);
    if (scale->suppression() == v1::SUPPRESSION_UNSPECIFIED) {
      scale->set_published_nomad_alpha(kNomadAlpha[static_cast<int>(construct)]);
    }
  }
  auto* total = added->add_scales();
  SetScale(results.wave, instrument, "all constructs together",
           ReliabilityOf(details.plan, details.pairs, all), {}, total);
  if (total->suppression() == v1::SUPPRESSION_UNSPECIFIED) {
    total->set_published_nomad_alpha(kNomadTotalAlpha);
  }
}

}  // namespace

absl::StatusOr<ComparisonMethods::Found> ComparisonMethods::Find(const std::string& name) {
  const auto parsed = ParseSiteResultsName(name);
  if (!parsed) return InvalidField("name", name, kSiteResultsNameRule);
  Found found;
  ASSIGN_OR_RETURN(found.results, results_->Get(parsed->wave));
  found.site = found.results->frozen->Find(parsed->organisation);
  if (found.site == nullptr) return SiteResultsNotFound(name);
  return found;
}

absl::StatusOr<v1::WaveReliability> ComparisonMethods::GetReliability(
    const rpc::Call&, const v1::GetReliabilityRequest& request) {
  Violations violations;
  const WaveName name = WaveNameFrom("name", request.name(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const auto results, results_->Get(name));
  ASSIGN_OR_RETURN(const auto details, details_.Get(*results));
  v1::WaveReliability reliability;
  reliability.set_name(request.name());
  for (const auto& [level, figures] : results->levels) {
    AddLevel(*results, *figures, details->levels.at(level), level, &reliability);
  }
  return reliability;
}

}  // namespace pcsp::assessments
