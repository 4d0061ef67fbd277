// What follows the closing of a wave: every site is diagnosed and gets a draft plan.
#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "gateway/clients.h"
#include "gateway/flows/evidence/requests.h"
#include "gateway/flows/names.h"
#include "gateway/flows/wave_evidence.h"

namespace pcsp::gateway {

// Diagnoses `site`, one of those that `requests` are prepared for, from the wave's evidence and
// stores the diagnosis; the stored one if there is one already for this evidence.
absl::StatusOr<diagnosis::v1::Diagnosis> Diagnose(Clients& clients, DiagnosisRequests& requests,
                                                  const assessments::v1::SiteEvidence& site);

// The request to draft a plan for what a diagnosis found likely or possible at its own level: a
// steering group plans for what lies with it, a practice for what lies with the practice.
planning::v1::DraftPlanRequest PlanRequest(const diagnosis::v1::Diagnosis& diagnosis,
                                           const std::string& start_date);
// Adds what the registry knows of the organisation, on which measured effects may depend.
absl::Status AddContext(Clients& clients, planning::v1::DraftPlanRequest& request);

// The id of the plan that each site gets after `wave`, a name: there is one, however often the site
// is diagnosed again.
std::string PlanIdAfter(const std::string& wave);

// Whether a plan answers what was found in `wave`: it was drafted after it, or by somebody from
// this diagnosis.
bool Answers(const planning::v1::Plan& plan, const std::string& wave, const std::string& diagnosis);

// Called after each site with how many are done; false stops the work with CANCELLED.
using Progress = std::function<bool(int done, int total)>;

// Told of each site whose draft of a plan is refused as it stands.
using NoDraft = std::function<void(const std::string& organisation, const absl::Status& why)>;

// Does for each site of a closing wave what has not been done yet, then marks the wave closed.
// Every step may be repeated, by this gateway or another, and has its effect once; so a flow cut
// off anywhere is simply run again. A site whose draft is refused as it stands gets no plan, which
// somebody may draft later, and does not keep the wave from closing; `no_draft` is told.
absl::Status FollowUp(Clients& clients, const WaveName& wave, const Progress& progress,
                      const NoDraft& no_draft = nullptr);

}  // namespace pcsp::gateway
