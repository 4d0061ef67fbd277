#include "gateway/cli/offline/diagnosis/calibration_json.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"

namespace pcsp::offline {
namespace {

using namespace diagnosis;  // NOLINT: a page of its vocabulary
using Json = nlohmann::ordered_json;

Json Maybe(std::optional<double> value) { return value ? Json(*value) : Json(nullptr); }

Json PointToJson(const ReliabilityPoint& point) {
  return {{"mean_p", point.forecast},
          {"observed_share", point.observed},
          {"verdicts", point.forecasts},
          {"share_of_verdicts", point.mass},
          {"band", {{"low", point.low}, {"high", point.high}, {"level", .9}}}};
}

std::string ConstructName(const GroupReport& group) {
  if (!group.construct) return "all";
  const absl::string_view word = ConstructWord(*group.construct);
  return word.empty() ? "none" : std::string(word);
}

Json GroupToJson(const GroupReport& group) {
  Json json = {{"level", group.level ? Json(std::string(LevelWord(*group.level))) : Json("all")},
               {"construct", ConstructName(group)},
               {"verdicts", group.forecasts},
               {"sites", group.sites}};
  Json intervals = Json::object();
  for (int m = 0; m < kMetrics; ++m) {
    const Estimate& estimate = group.estimates[m];
    const std::string name = FigureName(static_cast<Metric>(m));
    json[name] = Maybe(estimate.value);
    intervals[name] = estimate.low
                          ? Json{{"low", *estimate.low}, {"high", *estimate.high}, {"level", .95}}
                          : Json(nullptr);
  }
  json["intervals"] = std::move(intervals);
  json["reliability_table"] = Json::array();
  for (const ReliabilityPoint& point : group.diagram) {
    json["reliability_table"].push_back(PointToJson(point));
  }
  return json;
}

}  // namespace

std::string FigureName(Metric metric) {
  switch (metric) {
    case Metric::kReliability:
    case Metric::kResolution:
    case Metric::kUncertainty:
    case Metric::kWithinBins:
      return absl::StrCat("brier_", MetricWord(metric));
    case Metric::kCalibrationError:
      return "ece";
    default:
      return std::string(MetricWord(metric));
  }
}

Json ToJson(const std::vector<GroupReport>& groups) {
  Json json = GroupToJson(groups.front());
  json["groups"] = Json::array();
  for (size_t i = 1; i < groups.size(); ++i) json["groups"].push_back(GroupToJson(groups[i]));
  return json;
}

}  // namespace pcsp::offline
