#include "gateway/flows/solutions/treatments.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/flows/pages.h"
#include "gateway/flows/solutions/recorded.h"

namespace pcsp::gateway {
namespace {

using PlanningStub = planning::v1::PlanningService::Stub;
using v1::SiteTreatment;

constexpr absl::Duration kPage = absl::Seconds(30);

std::string DayOf(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%Y-%m-%d", absl::FromUnixSeconds(time.seconds()), absl::UTCTimeZone());
}

bool IsDay(const std::string& text) {
  absl::CivilDay day;
  return absl::ParseCivilTime(text, &day) && absl::FormatCivilTime(day) == text;
}

// The site of `{organisation}/plans/{plan}/actions/{action}`.
std::string SiteOf(const std::string& action) { return action.substr(0, action.find("/plans/")); }

// Collects them.
class Gathering {
 public:
  Gathering(Clients& clients, const std::string& programme)
      : clients_(clients),
        programme_(programme),
        everywhere_(absl::StrCat(programme, "/organisations/-")) {}

  absl::Status ReadSolutions();
  absl::Status ReadAdaptations();
  absl::Status Check(const v1::RecordWaveOutcomesRequest& request, const std::string& last) const;
  void Add(const v1::RecordWaveOutcomesRequest& request);
  absl::Status AddCompleted(const std::string& first, const std::string& last);
  absl::Status ReadUnfinished(const std::string& last);

  Treatments Take() && { return std::move(treatments_); }

 private:
  void AddAt(const std::string& issue, SiteTreatment treatment, bool from_action);

  Clients& clients_;
  const std::string programme_, everywhere_;
  std::map<std::string, std::vector<std::string>> answers_;  // issues by solution
  // By site and solution: the one that holds.
  std::map<std::pair<std::string, std::string>, planning::v1::Adaptation> adaptations_;
  Treatments treatments_;
};

absl::Status Gathering::ReadSolutions() {
  planning::v1::ListSolutionsRequest request;
  request.set_parent(programme_);
  request.set_show_retired(true);
  return EachPage(
      *clients_.planning, &PlanningStub::ListSolutions, request, kPage, [this](const auto& page) {
        for (const auto& solution : page.solutions()) {
          answers_[solution.name()] = {solution.issues().begin(), solution.issues().end()};
          treatments_.answered.insert(solution.issues().begin(), solution.issues().end());
        }
      });
}

absl::Status Gathering::ReadAdaptations() {
  planning::v1::ListAdaptationsRequest request;
  request.set_parent(everywhere_);
  return EachPage(
      *clients_.planning, &PlanningStub::ListAdaptations, request, kPage, [this](const auto& page) {
        for (const auto& one : page.adaptations()) {  // by time
          if (one.state() != planning::v1::ADAPTATION_STATE_ALLOWED &&
              one.state() != planning::v1::ADAPTATION_STATE_SIGNED_OFF) {
            continue;
          }
          const std::string site = one.name().substr(0, one.name().find("/adaptations/"));
          adaptations_[{site, one.solution()}] = one;
        }
      });
}

absl::Status Gathering::Check(const v1::RecordWaveOutcomesRequest& request,
                              const std::string& last) const {
  Violations violations;
  const std::string sites = absl::StrCat(programme_, "/organisations/");
  for (int i = 0; i < request.treatments_size(); ++i) {
    const SiteTreatment& one = request.treatments(i);
    const std::string field = absl::StrCat("treatments[", i, "]");
    if (!absl::StartsWith(one.organisation(), sites) ||
        !IsResourceId(one.organisation().substr(sites.size()))) {
      violations.Add(absl::StrCat(field, ".organisation"), one.organisation(),
                     absl::StrCat(sites, "{organisation}"));
    }
    if (!answers_.contains(one.solution())) {
      violations.Add(absl::StrCat(field, ".solution"), one.solution(),
                     "a solution of the catalogue or of the programme");
    }
    if (!one.issue().empty() && !IsResourceId(one.issue())) {
      violations.Add(absl::StrCat(field, ".issue"), one.issue(), kResourceIdRule);
    }
    if (!one.start_date().empty() && (!IsDay(one.start_date()) || one.start_date() > last)) {
      violations.Add(absl::StrCat(field, ".start_date"), one.start_date(),
                     absl::StrCat("a day up to ", last,
                                  ", when the later wave closed, as yyyy-mm-dd, or nothing"));
    }
  }
  return violations.ToStatus();
}

void Gathering::AddAt(const std::string& issue, SiteTreatment treatment, bool from_action) {
  const auto adapted = adaptations_.find({treatment.organisation(), treatment.solution()});
  if (adapted != adaptations_.end()) {
    if (from_action) treatment.set_altered(adapted->second.altered());
    if (treatment.sharing() == planning::v1::SHARING_UNSPECIFIED) {
      treatment.set_sharing(adapted->second.sharing());
    }
  }
  treatment.set_issue(issue);
  std::vector<SiteTreatment>& at = treatments_.done[{treatment.organisation(), issue}];
  const auto same = std::find_if(at.begin(), at.end(), [&](const SiteTreatment& known) {
    return known.solution() == treatment.solution();
  });
  if (same == at.end()) {
    at.push_back(std::move(treatment));
    treatments_.from_actions += from_action ? 1 : 0;
  } else if (from_action && same->start_date().empty()) {
    same->set_start_date(treatment.start_date());
  }
}

void Gathering::Add(const v1::RecordWaveOutcomesRequest& request) {
  for (const SiteTreatment& treatment : request.treatments()) {
    if (!treatment.issue().empty()) {
      AddAt(treatment.issue(), treatment, false);
      continue;
    }
    for (const auto& issue : answers_.at(treatment.solution())) AddAt(issue, treatment, false);
  }
}

// An idea in free text is nobody else's solution.
absl::Status Gathering::AddCompleted(const std::string& first, const std::string& last) {
  planning::v1::ListActionOutcomesRequest request;
  request.set_parent(everywhere_);
  request.set_since(first);
  return EachPage(*clients_.planning, &PlanningStub::ListActionOutcomes, request, kPage,
                  [&](const auto& page) {
                    for (const auto& outcome : page.outcomes()) {
                      if (outcome.completed_date() > last) continue;
                      if (!answers_.contains(outcome.solution())) continue;
                      SiteTreatment treatment;
                      treatment.set_organisation(SiteOf(outcome.action()));
                      treatment.set_solution(outcome.solution());
                      treatment.set_start_date(outcome.completed_date());
                      for (const auto& issue : outcome.issues()) AddAt(issue, treatment, true);
                    }
                  });
}

absl::Status Gathering::ReadUnfinished(const std::string& last) {
  planning::v1::ListActionsRequest request;
  request.set_parent(everywhere_);
  request.set_state(planning::v1::ACTION_STATE_UNDER_WAY);
  return EachPage(*clients_.planning, &PlanningStub::ListActions, request, kPage,
                  [&](const auto& page) {
                    for (const auto& action : page.actions()) {
                      if (action.start_date() > last) continue;
                      for (const auto& issue : action.issues()) {
                        treatments_.unfinished.emplace(SiteOf(action.name()), issue);
                      }
                    }
                  });
}

}  // namespace

absl::StatusOr<Treatments> GatherTreatments(Clients& clients, const std::string& programme,
                                            const v1::RecordWaveOutcomesRequest& request,
                                            const assessments::v1::Wave& before,
                                            const assessments::v1::Wave& after) {
  const std::string first = DayOf(before.close_time()), last = DayOf(after.close_time());
  Gathering gathering(clients, programme);
  RETURN_IF_ERROR(gathering.ReadSolutions());
  RETURN_IF_ERROR(gathering.Check(request, last));
  RETURN_IF_ERROR(gathering.ReadAdaptations());
  gathering.Add(request);
  RETURN_IF_ERROR(gathering.AddCompleted(first, last));
  RETURN_IF_ERROR(gathering.ReadUnfinished(last));
  Treatments treatments = std::move(gathering).Take();
  RETURN_IF_ERROR(AddRecorded(clients, request, treatments));
  return treatments;
}

}  // namespace pcsp::gateway
