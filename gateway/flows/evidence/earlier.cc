#include "gateway/flows/evidence/earlier.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "gateway/flows/found_at_closing.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

using assessments::v1::SiteEvidence;
using assessments::v1::Wave;
using diagnosis::v1::Diagnosis;

constexpr absl::Duration kPage = absl::Seconds(30);
// A round counts as a year at least: the same people in the same mood are not heard twice.
constexpr double kLeastYears = 1, kMostYears = 20;

absl::Time Closed(const Wave& wave) { return absl::FromUnixSeconds(wave.close_time().seconds()); }

std::string Day(absl::Time time) { return absl::FormatTime("%Y-%m-%d", time, absl::UTCTimeZone()); }

// By whole days, so that a wave closed anew a little later is diagnosed the same.
double YearsBetween(absl::Time from, absl::Time until) {
  const auto days = static_cast<double>((until - from) / absl::Hours(24));
  return std::clamp(days / 365.25, kLeastYears, kMostYears);
}

absl::StatusOr<std::optional<Wave>> WaveBefore(Clients& clients, const std::string& programme,
                                               const Wave& wave) {
  assessments::v1::ListWavesRequest request;
  request.set_parent(programme);
  std::optional<Wave> before;
  RETURN_IF_ERROR(EachPage(*clients.assessments,
                           &assessments::v1::AssessmentService::Stub::ListWaves, request, kPage,
                           [&](const auto& page) {
                             for (const Wave& other : page.waves()) {
                               if (other.state() < assessments::v1::WAVE_STATE_CLOSED) continue;
                               if (Closed(other) >= Closed(wave)) continue;
                               if (!before || Closed(*before) < Closed(other)) before = other;
                             }
                           }));
  return before;
}

// Reads the diagnoses of one wave and the actions completed after it.
class Reader {
 public:
  Reader(Clients& clients, std::string parent) : clients_(clients), parent_(std::move(parent)) {}

  absl::Status ReadDone(absl::Time from, absl::Time until) {
    planning::v1::ListActionOutcomesRequest request;
    request.set_parent(parent_);
    request.set_since(Day(from));
    const std::string last = Day(until);
    const absl::Status status =
        EachPage(*clients_.planning, &planning::v1::PlanningService::Stub::ListActionOutcomes,
                 request, kPage, [&](const auto& page) {
                   for (const auto& outcome : page.outcomes()) {
                     if (outcome.completed_date() <= last) Take(outcome);
                   }
                 });
    // A service of the release before, while an upgrade is under way.
    return absl::IsUnimplemented(status) ? absl::OkStatus() : status;
  }

  absl::Status ReadFound(const Wave& before, double years, const WaveEvidence& evidence,
                         EarlierBySite* earlier) {
    ASSIGN_OR_RETURN(const auto found, FoundAtClosing(clients_, parent_, before.name()));
    for (const auto& [organisation, diagnosis] : found) {
      (*earlier)[organisation] = FindingsOf(diagnosis, years, evidence);
    }
    return absl::OkStatus();
  }

 private:
  void Take(const planning::v1::ActionOutcome& outcome) {
    const size_t plans = outcome.action().find("/plans/");
    if (plans == std::string::npos) return;
    for (const std::string& issue : outcome.issues()) {
      double& left = left_.try_emplace({outcome.action().substr(0, plans), issue}, 1).first->second;
      left *= 1 - RemissionBy(outcome.outcome());
    }
  }

  std::vector<diagnosis::v1::EarlierFinding> FindingsOf(const Diagnosis& diagnosis, double years,
                                                        const WaveEvidence& evidence) const {
    std::vector<diagnosis::v1::EarlierFinding> findings;
    for (const auto& finding : diagnosis.findings()) {
      if (finding.level() != diagnosis.level() ||
          finding.band() == diagnosis::v1::BAND_INSUFFICIENT_DATA ||
          !evidence.KnowsIssue(finding.level(), finding.issue())) {
        continue;
      }
      auto& earlier = findings.emplace_back();
      earlier.set_issue(finding.issue());
      earlier.set_probability(finding.has_raw_probability() ? finding.raw_probability()
                                                            : finding.probability());
      earlier.set_years(years);
      const auto left = left_.find({diagnosis.organisation(), finding.issue()});
      if (left != left_.end()) earlier.set_remission(1 - left->second);
    }
    return findings;
  }

  Clients& clients_;
  const std::string parent_;
  std::map<std::pair<std::string, std::string>, double> left_;  // by organisation and issue
};

}  // namespace

double RemissionBy(planning::v1::ReviewOutcome outcome) {
  switch (outcome) {
    case planning::v1::REVIEW_OUTCOME_HELPED:
      return 0.5;
    case planning::v1::REVIEW_OUTCOME_NO_DIFFERENCE:
    case planning::v1::REVIEW_OUTCOME_MADE_WORSE:
      return 0;
    default:
      return 0.25;
  }
}

absl::StatusOr<EarlierBySite> FindEarlier(Clients& clients, const Wave& wave,
                                          const WaveEvidence& evidence,
                                          const std::vector<const SiteEvidence*>& wanted) {
  EarlierBySite earlier;
  if (wanted.empty() || !wave.has_close_time()) return earlier;
  ASSIGN_OR_RETURN(const std::string programme, ProgrammeOf("wave", wave.name()));
  ASSIGN_OR_RETURN(const std::optional<Wave> before, WaveBefore(clients, programme, wave));
  if (!before) return earlier;
  Reader reader(clients, wanted.size() == 1 ? wanted[0]->organisation()
                                            : absl::StrCat(programme, "/organisations/-"));
  RETURN_IF_ERROR(reader.ReadDone(Closed(*before), Closed(wave)));
  RETURN_IF_ERROR(
      reader.ReadFound(*before, YearsBetween(Closed(*before), Closed(wave)), evidence, &earlier));
  return earlier;
}

}  // namespace pcsp::gateway
