// GetReliability, and what the methods of this folder share.
#include "services/assessments/domain/reliability/reliability.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "common/base/status_macros.h"
#include "services/assessments/domain/comparison/sentences.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/rpc/comparison/cells.h"
#include "services/assessments/rpc/comparison/comparison_methods.h"
#include "services/assessments/rpc/results/convert_results.h"

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

constexpr double kShareStep = .01;  // as RoundedShare() has it

std::optional<double> Coefficient(std::optional<double> value) {
  if (value) *value = RoundedShare(*value);
  return value;
}

std::optional<Ranged> Coefficient(const std::optional<Ranged>& figure) {
  if (!figure) return figure;
  return Ranged{RoundedShare(figure->value), LowEnd(figure->low, kShareStep),
                HighEnd(figure->high, kShareStep)};
}

// As it leaves: so coarse that no team's answers can be had by comparing it with another figure,
// and of as many people as are counted in steps of the minimum group size.
ScaleReliability Told(const Wave& wave, ScaleReliability scale) {
  scale.n -= scale.n % wave.min_group_size;
  scale.most = scale.n + wave.min_group_size - 1;
  scale.alpha = Coefficient(scale.alpha);
  for (auto* value : {&scale.standardised_alpha, &scale.mean_correlation, &scale.omega}) {
    *value = Coefficient(*value);
  }
  for (ItemReliability& item : scale.items) {
    for (auto* value : {&item.item_rest, &item.alpha_if_dropped, &item.loading}) {
      *value = Coefficient(*value);
    }
  }
  return scale;
}

TeamReliability Told(TeamReliability teams) {
  teams.icc1 = Coefficient(teams.icc1);
  teams.icc2 = Coefficient(teams.icc2);
  return teams;
}

// One level of a wave, and what its pairs of items are.
struct LevelOf {
  const WaveResults& results;
  const WaveFigures& figures;
  const LevelDetails& details;
  Level level;

  const Wave& wave() const { return results.wave; }
  const Instrument& instrument() const { return figures.instrument(); }
};

void SetSpread(const ItemCell& cell, const Outgoing& outgoing, v1::ItemReliability* message) {
  message->set_suppression(ToProto(cell.why));
  if (cell.why != Hidden::kShown) return;
  double n = 0, sum = 0, squares = 0;
  for (size_t i = 0; i < cell.scored.size(); ++i) {
    const double score = static_cast<double>(i) + 1;
    n += cell.scored[i];
    sum += cell.scored[i] * score;
    squares += cell.scored[i] * score * score;
  }
  message->set_respondents(outgoing.count().low);
  message->set_mean(RoundedShare(sum / n));
  const double within = std::max(0.0, squares - sum * sum / n);
  message->set_standard_deviation(RoundedShare(n > 1 ? std::sqrt(within / (n - 1)) : 0));
}

void AddItem(const LevelOf& level, const ItemReliability& item, v1::ScaleReliability* message) {
  auto* added = message->add_items();
  added->set_item(level.instrument().items[item.item].code);
  const ShownItem& shown = level.details.items[item.item];
  SetSpread(shown.cell, shown.outgoing, added);
  if (item.item_rest) added->set_item_rest_correlation(*item.item_rest);
  if (item.alpha_if_dropped) added->set_alpha_if_dropped(*item.alpha_if_dropped);
  if (item.loading) added->set_loading(*item.loading);
}

// Which items go together is nothing that a team's own results say: it must be of several teams.
Hidden WhyNotTold(const LevelOf& level, const ScaleReliability& scale) {
  if (scale.items.empty() || scale.n < level.wave().policy().min_distribution_size)
    return Hidden::kBelowMinimum;
  int sites = 0;
  for (const SiteInput& site : level.figures.sites()) sites += site.statistics.respondents > 0;
  return sites < 2 ? Hidden::kSecondary : Hidden::kShown;
}

// `subject` is what the scale is called in the sentence.
void SetScale(const LevelOf& level, const std::string& subject, const std::vector<int>& items,
              const TeamReliability& exact_teams, v1::ScaleReliability* message) {
  const ScaleReliability exact = ReliabilityOf(level.details.plan, level.details.pairs, items);
  message->set_suppression(ToProto(WhyNotTold(level, exact)));
  if (message->suppression() != v1::SUPPRESSION_UNSPECIFIED) return;
  const ScaleReliability scale = Told(level.wave(), exact);
  const TeamReliability teams = Told(exact_teams);
  message->set_respondents(static_cast<int>(scale.n));
  message->set_respondents_most(static_cast<int>(scale.most));
  if (scale.alpha) SetFigure(*scale.alpha, message->mutable_alpha());
  if (scale.standardised_alpha) message->set_standardised_alpha(*scale.standardised_alpha);
  if (scale.mean_correlation) message->set_mean_correlation(*scale.mean_correlation);
  if (scale.omega) message->set_omega(*scale.omega);
  if (teams.icc1) SetFigure(*teams.icc1, message->mutable_icc1());
  if (teams.icc2) SetFigure(*teams.icc2, message->mutable_icc2());
  message->set_teams(teams.teams);
  for (const ItemReliability& item : scale.items) AddItem(level, item, message);
  for (const RaisedAlert& alert : AlertsOf(exact, exact_teams)) {
    const std::string item = alert.item < 0 ? "" : level.instrument().items[alert.item].code;
    auto* added = message->add_alerts();
    added->set_alert(ToProto(alert.alert));
    added->set_item(item);
    added->set_sentence(SentenceOf(alert, item));
  }
  message->set_sentence(SentenceOf(subject, scale, teams));
}

// Of the sites that show the construct.
TeamReliability TeamsOf(const LevelOf& level, Construct construct) {
  std::vector<SiteMean> means;
  for (const WaveSite& site : level.results.frozen->sites) {
    if (site.level == level.level) means.push_back(CellOf(level.results, site, construct).mean);
  }
  return TeamReliabilityOf(means);
}

void AddLevel(const LevelOf& level, v1::WaveReliability* message) {
  const Instrument& instrument = level.instrument();
  auto* added = message->add_levels();
  added->set_level(ToProto(level.level));
  added->set_instrument(instrument.name());
  std::vector<int> all;
  for (int i = 0; i < static_cast<int>(instrument.items.size()); ++i) {
    if (instrument.IsScored(instrument.items[i])) all.push_back(i);
  }
  for (const auto& [word, construct] : kConstructWords) {
    std::vector<int> items;
    for (int i : all) {
      if (instrument.items[i].construct == construct) items.push_back(i);
    }
    auto* scale = added->add_scales();
    scale->set_construct(ToProto(construct));
    SetScale(level, WordsOf(construct), items, TeamsOf(level, construct), scale);
    if (scale->suppression() == v1::SUPPRESSION_UNSPECIFIED) {
      scale->set_published_nomad_alpha(kNomadAlpha[static_cast<int>(construct)]);
    }
  }
  auto* total = added->add_scales();
  SetScale(level, "all constructs together", all, {}, total);
  if (total->suppression() == v1::SUPPRESSION_UNSPECIFIED) {
    total->set_published_nomad_alpha(kNomadTotalAlpha);
  }
}

}  // namespace

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
    AddLevel({*results, *figures, details->levels.at(level), level}, &reliability);
  }
  return reliability;
}

}  // namespace pcsp::assessments
