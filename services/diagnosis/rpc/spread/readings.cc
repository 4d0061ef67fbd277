#include "services/diagnosis/rpc/spread/readings.h"

#include <utility>
#include <vector>

#include "common/base/status_macros.h"
#include "services/diagnosis/rpc/convert.h"

namespace pcsp::diagnosis {
namespace {

constexpr int kAtOnce = 500;

Level FromProto(type::v1::Level level) {
  if (level == type::v1::LEVEL_WHOLE_SYSTEM) return Level::kWholeSystem;
  return level == type::v1::LEVEL_STEERING_GROUP ? Level::kSteeringGroup : Level::kPractice;
}

SiteReading ReadingOf(const v1::Diagnosis& diagnosis) {
  SiteReading reading{diagnosis.organisation()};
  for (const v1::Finding& given : diagnosis.findings()) {
    SiteReading::Finding& finding = reading.findings.emplace_back();
    finding.issue = given.issue();
    finding.title = given.title();
    finding.probability = given.probability();
    finding.band = given.band() == v1::BAND_LIKELY ? Band::kLikely : Band::kUnlikely;
    for (const v1::Cause& cause : given.causes()) {
      finding.causes.push_back({cause.issue(), cause.title(), FromProto(cause.level()),
                                cause.probability(), cause.would_go_if_fixed()});
    }
  }
  return reading;
}

}  // namespace

absl::StatusOr<Readings> ReadingsOf(Store& store, const std::string& programme,
                                    const std::string& wave, Level level) {
  DiagnosisQuery query{.parent = {programme, "-"}, .wave = wave, .level = level};
  query.latest_only = true;
  query.limit = kAtOnce;
  Readings readings;
  for (;;) {
    ASSIGN_OR_RETURN(const std::vector<StoredDiagnosis> found, store.List(query));
    for (const StoredDiagnosis& stored : found) {
      ASSIGN_OR_RETURN(const v1::Diagnosis diagnosis, ToProto(stored));
      if (diagnosis.outcome() != v1::OUTCOME_DIAGNOSED) continue;
      readings.emplace(diagnosis.organisation(), ReadingOf(diagnosis));
    }
    if (found.size() < kAtOnce) return readings;
    const StoredDiagnosis& last = found.back();
    query.after = DiagnosisCursor{absl::ToUnixMicros(last.create_time), last.name.diagnosis};
  }
}

}  // namespace pcsp::diagnosis
