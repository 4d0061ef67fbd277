#include "services/diagnosis/rpc/review/calibration_methods.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/diagnosis/domain/learning/report/calibration_report.h"
#include "services/diagnosis/domain/learning/review.h"
#include "services/diagnosis/domain/programme/surroundings.h"
#include "services/diagnosis/rpc/convert.h"
#include "services/diagnosis/rpc/convert_knowledge_base.h"

namespace pcsp::diagnosis {
namespace {

constexpr int kAtOnce = 500;
constexpr size_t kMostSites = 2000;
constexpr int kUsualIndicators = 10;
constexpr int kMostIndicators = 100;

bool GivenUp(const rpc::Call& call) { return call.cancelled && call.cancelled(); }

Construct FromProto(type::v1::Construct construct) {
  switch (construct) {
    case type::v1::CONSTRUCT_COHERENCE:
      return Construct::kCoherence;
    case type::v1::CONSTRUCT_COGNITIVE_PARTICIPATION:
      return Construct::kCognitiveParticipation;
    case type::v1::CONSTRUCT_COLLECTIVE_ACTION:
      return Construct::kCollectiveAction;
    case type::v1::CONSTRUCT_REFLEXIVE_MONITORING:
      return Construct::kReflexiveMonitoring;
    default:
      return Construct::kNone;
  }
}

// Of one diagnosis: the construct of each finding.
using Constructs = std::map<std::string, Construct>;

struct Reviewed {
  Level level = Level::kPractice;
  Constructs constructs;
};

absl::StatusOr<Reviewed> ReadReviewed(Store& store, const DiagnosisName& name) {
  ASSIGN_OR_RETURN(const StoredDiagnosis stored, store.Get(name));
  ASSIGN_OR_RETURN(const v1::Diagnosis diagnosis, ToProto(stored));
  Reviewed reviewed{stored.level};
  for (const v1::Finding& finding : diagnosis.findings()) {
    reviewed.constructs[finding.issue()] = FromProto(finding.construct());
  }
  return reviewed;
}

void ToProto(const diagnosis::Estimate& estimate, v1::Estimate* to) {
  if (estimate.value) to->set_value(*estimate.value);
  if (estimate.low) to->set_low(*estimate.low);
  if (estimate.high) to->set_high(*estimate.high);
}

void ToProto(const GroupReport& group, v1::CalibrationGroup* to) {
  if (group.level) to->set_level(ToProto(*group.level));
  if (group.construct) to->set_construct(ToProto(*group.construct));
  to->set_no_construct(group.construct == Construct::kNone);
  to->set_findings(group.forecasts);
  to->set_sites(group.sites);
  for (int m = 0; m < kMetrics; ++m) {
    v1::CalibrationScore* score = to->add_scores();
    score->set_metric(std::string(MetricWord(static_cast<Metric>(m))));
    ToProto(group.estimates[m], score->mutable_estimate());
  }
  for (const diagnosis::ReliabilityPoint& point : group.diagram) {
    v1::ReliabilityPoint* added = to->add_diagram();
    added->set_forecast(point.forecast);
    added->set_observed(point.observed);
    added->set_mass(point.mass);
    added->set_low(point.low);
    added->set_high(point.high);
    added->set_findings(point.forecasts);
  }
}

void ToProto(const Model& model, const IndicatorSurprise& surprise, v1::SurprisingIndicator* to) {
  const Indicator& indicator = model.kb.indicators[surprise.indicator];
  to->set_indicator(indicator.id);
  to->set_title(indicator.title);
  to->set_kind(ToProto(indicator.type));
  to->set_sites(surprise.cases);
  to->set_excess_bits(surprise.excess_bits);
  to->set_standard_error(surprise.standard_error);
}

}  // namespace

absl::StatusOr<CalibrationMethods::Sample> CalibrationMethods::Forecasts(
    const rpc::Call& call, const std::string& programme, bool blind_only) const {
  Sample sample;
  std::map<std::string, Reviewed> reviewed;
  ReviewQuery query{.parent = {{programme, "-"}, "-"}, .limit = kAtOnce};
  for (;;) {
    if (GivenUp(call)) return absl::CancelledError();
    ASSIGN_OR_RETURN(const std::vector<Review> reviews, reviews_->List(query));
    for (const Review& review : reviews) {
      if (blind_only && !review.blind) continue;
      const std::string name = review.diagnosis.Text();
      if (reviewed.count(name) == 0) {
        ASSIGN_OR_RETURN(reviewed[name], ReadReviewed(*diagnoses_, review.diagnosis));
      }
      Reviewed& of = reviewed[name];
      if (review.show_probability < 1 && !AskedAtRandom(name, review.issue)) {
        ++sample.volunteered;
        continue;
      }
      sample.forecasts.push_back({.site = review.diagnosis.organisation.Text(),
                                  .level = of.level,
                                  .construct = of.constructs[review.issue],
                                  .probability = review.probability,
                                  .holds = review.verdict == ReviewVerdict::kConfirmed,
                                  .weight = 1 / review.show_probability});
    }
    if (reviews.size() < kAtOnce) return sample;
    query.after = ReviewCursor{absl::ToUnixMicros(reviews.back().create_time), reviews.back().id};
  }
}

// Each site once, with its latest evidence. What the knowledge base in force cannot read is left
// out.
absl::StatusOr<std::vector<IndicatorSurprise>> CalibrationMethods::Surprises(
    const rpc::Call& call, const std::string& programme, const Model& model, int most) const {
  SurpriseMeter meter(model);
  DiagnosisQuery query{.parent = {programme, "-"}, .latest_only = true, .limit = kAtOnce};
  std::set<std::string> sites;
  while (sites.size() < kMostSites) {
    ASSIGN_OR_RETURN(const std::vector<StoredEvidence> found, diagnoses_->ListEvidence(query));
    for (const StoredEvidence& stored : found) {
      if (GivenUp(call)) return absl::CancelledError();
      v1::Evidence evidence;
      const std::string site = stored.name.organisation.Text();
      if (sites.contains(site)) continue;  // of an earlier wave
      if (stored.evidence.empty() || !evidence.ParseFromString(stored.evidence)) continue;
      const auto observations = ResolveEvidence(model, Hearable(model, FromProto(evidence)));
      if (observations.ok() && meter.Add(*observations).ok()) sites.insert(site);
    }
    if (found.size() < kAtOnce) break;
    const StoredEvidence& last = found.back();
    query.after = DiagnosisCursor{absl::ToUnixMicros(last.create_time), last.name.diagnosis};
  }
  return meter.Ranked(most);
}

absl::StatusOr<v1::CalibrationReport> CalibrationMethods::Report(
    const rpc::Call& call, const v1::GetCalibrationReportRequest& request) const {
  Violations violations;
  const auto programme = ParseProgramme(request.name());
  if (!programme) violations.Add("name", request.name(), "programmes/{programme}");
  const int most = request.max_indicators();
  if (most < 0 || most > kMostIndicators) {
    violations.Add("max_indicators", absl::StrCat(most), absl::StrCat("0 to ", kMostIndicators));
  }
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const auto model, knowledge_bases_->FindModel(""));
  ASSIGN_OR_RETURN(const Sample sample, Forecasts(call, *programme, request.blind_only()));
  ASSIGN_OR_RETURN(const std::vector<IndicatorSurprise> surprises,
                   Surprises(call, *programme, *model, most == 0 ? kUsualIndicators : most));
  v1::CalibrationReport reply;
  reply.set_name(request.name());
  reply.set_volunteered(sample.volunteered);
  for (const GroupReport& group : diagnosis::CalibrationReport(sample.forecasts)) {
    ToProto(group, reply.add_groups());
  }
  for (const IndicatorSurprise& surprise : surprises) {
    if (surprise.sure_bits() > 0) ToProto(*model, surprise, reply.add_surprising_indicators());
  }
  return reply;
}

}  // namespace pcsp::diagnosis
