#include "gateway/cli/offline/score_report.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/assessments/domain/comparison/sentences.h"

namespace pcsp::offline {
namespace {

using namespace assessments;  // NOLINT: a page of its vocabulary
using Json = nlohmann::ordered_json;

Json Maybe(std::optional<double> value) { return value ? Json(*value) : Json(nullptr); }

Json Interval(double low, double high) { return {{"low", low}, {"high", high}, {"level", .9}}; }

Json ToJson(const std::optional<Ranged>& figure) {
  return figure ? Interval(figure->low, figure->high) : Json(nullptr);
}

std::string WordOf(Verdict verdict) { return std::string(VerdictWords(verdict)); }

Json CountsOf(const Scale& scale, const std::vector<int32_t>& counts) {
  Json by_code = Json::object();
  for (int slot = 1; slot < SlotsOf(scale); ++slot) by_code[CodeOfSlot(scale, slot)] = counts[slot];
  return by_code;
}

Json ItemToJson(const Instrument& instrument, size_t index, const ItemFigures& figures) {
  const Item& item = instrument.items[index];
  const AgreementFigures& agreement = figures.agreement;
  int answered = 0;
  for (int count : figures.scored) answered += count;
  Json json = {
      {"item", item.code},
      {"construct", item.construct ? Json(ToWord(*item.construct, kConstructWords)) : Json()},
      {"n", answered},
      {"counts", CountsOf(instrument.ScaleOf(item), figures.counts)},
      {"scored_counts", figures.scored},
      {"skipped", figures.counts[0]},
      {"shrunk_shares", figures.shrunk},
      {"favourable_share", figures.favourable}};
  if (figures.favourable_interval) {
    json["favourable_interval"] =
        Interval(figures.favourable_interval->low, figures.favourable_interval->high);
  }
  json["consensus"] = Maybe(agreement.consensus);
  json["expected_consensus"] = agreement.expected_consensus;
  if (agreement.draws) {
    json["consensus_interval"] = Interval(agreement.draws->low, agreement.draws->high);
    json["common_understanding_probability"] = agreement.draws->common_probability;
  }
  json["r_wg"] = Maybe(agreement.r_wg);
  json["a_wg"] = Maybe(agreement.a_wg);
  json["ad"] = Maybe(agreement.ad);
  json["verdict"] = WordOf(agreement.verdict);
  return json;
}

Json ConstructToJson(const Instrument& instrument, Construct construct,
                     const ConstructFigures& figures) {
  const AgreementFigures& agreement = figures.agreement;
  return {{"construct", ToWord(construct, kConstructWords)},
          {"n", figures.people},
          {"mean", Maybe(figures.mean)},
          {"score", figures.how_site_works.score},
          {"interval", Interval(figures.how_site_works.low, figures.how_site_works.high)},
          {"consensus", Maybe(agreement.consensus)},
          {"expected_consensus", agreement.expected_consensus},
          {"r_wg_j", Maybe(agreement.r_wg)},
          {"a_wg", Maybe(agreement.a_wg)},
          {"ad", Maybe(agreement.ad)},
          {"verdict", WordOf(agreement.verdict)},
          {"weakest_item", figures.weakest_item < 0
                               ? Json(nullptr)
                               : Json(instrument.items[figures.weakest_item].code)},
          {"not_relevant", figures.not_relevant},
          {"skipped", figures.skipped}};
}

Json SiteToJson(const WaveFigures& wave, size_t index) {
  const SiteFigures figures = wave.Figures(index, Detail::kItems);
  Json site = {{"site", wave.sites()[index].site},
               {"respondents", figures.respondents},
               {"constructs", Json::array()},
               {"items", Json::array()}};
  for (int c = 0; c < kConstructs; ++c) {
    site["constructs"].push_back(
        ConstructToJson(wave.instrument(), static_cast<Construct>(c), figures.constructs[c]));
  }
  for (size_t i = 0; i < figures.items.size(); ++i) {
    if (!wave.instrument().ScaleOf(wave.instrument().items[i]).ordered()) continue;
    site["items"].push_back(ItemToJson(wave.instrument(), i, figures.items[i]));
  }
  return site;
}

Json ItemsToJson(const Instrument& instrument, const ScaleReliability& scale) {
  Json items = Json::array();
  for (const ItemReliability& item : scale.items) {
    items.push_back({{"item", instrument.items[item.item].code},
                     {"n", item.n},
                     {"mean", item.mean},
                     {"sd", item.deviation},
                     {"item_rest_correlation", Maybe(item.item_rest)},
                     {"alpha_if_dropped", Maybe(item.alpha_if_dropped)},
                     {"loading", Maybe(item.loading)}});
  }
  return items;
}

Json ScaleToJson(const Instrument& instrument, const ScaleReliability& scale) {
  Json dropped = Json::object();
  for (const ItemReliability& item : scale.items) {
    dropped[instrument.items[item.item].code] = Maybe(item.alpha_if_dropped);
  }
  return {{"n", scale.n},
          {"alpha", scale.alpha ? Json(scale.alpha->value) : Json(nullptr)},
          {"alpha_interval", ToJson(scale.alpha)},
          {"alpha_if_dropped", std::move(dropped)},
          {"standardised_alpha", Maybe(scale.standardised_alpha)},
          {"mean_correlation", Maybe(scale.mean_correlation)},
          {"omega", Maybe(scale.omega)},
          {"items", ItemsToJson(instrument, scale)}};
}

Json OverallToJson(const ScoreReport& report, int c) {
  const auto construct = static_cast<Construct>(c);
  const Instrument& instrument = report.figures.instrument();
  const auto& [scale, teams] = report.constructs[c];
  const Pool& pool = report.figures.pool(construct);
  Json json = {{"construct", ToWord(construct, kConstructWords)}};
  json.update(ScaleToJson(instrument, scale));
  json["sites"] = teams.teams;
  json["icc1"] = teams.icc1 ? Json(teams.icc1->value) : Json(nullptr);
  json["icc1_interval"] = ToJson(teams.icc1);
  json["icc2"] = teams.icc2 ? Json(teams.icc2->value) : Json(nullptr);
  json["icc2_interval"] = ToJson(teams.icc2);
  json["mu"] = pool.mu;
  json["tau2"] = pool.tau2;
  json["sigma2"] = pool.sigma2;
  json["published_nomad_alpha"] = kNomadAlpha[c];
  json["alerts"] = Json::array();
  for (const RaisedAlert& alert : AlertsOf(scale, teams)) {
    json["alerts"].push_back(
        SentenceOf(alert, alert.item < 0 ? "" : instrument.items[alert.item].code));
  }
  json["sentence"] = SentenceOf(WordsOf(construct), scale, teams);
  return json;
}

}  // namespace

ScoreReport::ScoreReport(const Instrument& instrument, const PairPlan& plan,
                         CountedResponses responses)
    : figures(instrument, std::move(responses.sites)), respondents(responses.respondents) {
  std::vector<int> all;
  std::array<std::vector<int>, kConstructs> items;
  for (size_t i = 0; i < instrument.items.size(); ++i) {
    if (!instrument.IsScored(instrument.items[i])) continue;
    all.push_back(static_cast<int>(i));
    items[static_cast<int>(*instrument.items[i].construct)].push_back(static_cast<int>(i));
  }
  total = ReliabilityOf(plan, responses.pairs, all);
  for (int c = 0; c < kConstructs; ++c) {
    const auto construct = static_cast<Construct>(c);
    constructs[c].scale = ReliabilityOf(plan, responses.pairs, items[c]);
    std::vector<SiteMean> means;
    for (const SiteInput& site : figures.sites()) {
      means.push_back(ToSiteMean(site.statistics.constructs[c], figures.plan().unit(construct),
                                 figures.plan().steps(construct)));
    }
    constructs[c].teams = TeamReliabilityOf(means);
  }
}

Json ToJson(const ScoreReport& report) {
  const Instrument& instrument = report.figures.instrument();
  Json json = {{"instrument", instrument.name()},
               {"respondents", report.respondents},
               {"sites", Json::array()},
               {"overall", {{"constructs", Json::array()}}}};
  for (size_t i = 0; i < report.figures.sites().size(); ++i) {
    json["sites"].push_back(SiteToJson(report.figures, i));
  }
  for (int c = 0; c < kConstructs; ++c) {
    json["overall"]["constructs"].push_back(OverallToJson(report, c));
  }
  json["overall"]["total"] = ScaleToJson(instrument, report.total);
  json["overall"]["total"]["published_nomad_alpha"] = kNomadTotalAlpha;
  return json;
}

}  // namespace pcsp::offline
