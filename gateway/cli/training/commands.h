// What the commands on training and facilitation share.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/command.h"
#include "gateway/flows/pages.h"
#include "pcsp/planning/v1/training_service.grpc.pb.h"

namespace pcsp::cli {

using TrainingStub = planning::v1::TrainingService::Stub;

// One call; a request that has a request_id gets one.
template <typename Request, typename Response>
absl::StatusOr<Response> Call(Session& session,
                              grpc::Status (TrainingStub::*method)(grpc::ClientContext*,
                                                                   const Request&, Response*),
                              Request request) {
  if constexpr (requires { request.set_request_id(""); }) {
    request.set_request_id(NewUuid(SystemClock().Now()));
  }
  return gateway::Ask(*session.clients().training, method, request, session.deadline());
}

// Every page of a list in one response, to which `merge(page, all)` adds each.
template <typename Request, typename Response, typename Merge>
absl::StatusOr<Response> CallForAll(Session& session,
                                    grpc::Status (TrainingStub::*method)(grpc::ClientContext*,
                                                                         const Request&, Response*),
                                    const Request& request, Merge merge) {
  Response all;
  RETURN_IF_ERROR(gateway::EachPage(*session.clients().training, method, request,
                                    absl::Seconds(session.timeout_seconds),
                                    [&](Response& page) { merge(page, all); }));
  return all;
}

// Copies a flag to a field of an update and names it in the mask, if it was given.
template <typename Request, typename Set>
void Take(const std::string& given, const std::string& path, Request& request, Set set) {
  if (given.empty()) return;
  set(given);
  request.mutable_update_mask()->add_paths(path);
}

// A person, unless it is written as an appointment: `appointments/{appointment}`, or a full name.
std::string ParticipantName(const Session& session, const std::string& id_or_name);

// Words of flags.
const std::map<std::string, type::v1::StaffGroup>& PracticeGroups();
std::string GroupInWords(type::v1::StaffGroup group);
std::string StageInWords(planning::v1::TrainerStage stage);
const std::map<std::string, planning::v1::TrainerStage>& TrainerStages();

using Enrolments = google::protobuf::RepeatedPtrField<planning::v1::Enrolment>;
Table AsTable(Session& session, const Enrolments& enrolments);

// The commands of each noun, each in a file of its own.
void AddCourses(Command app, Session& session);
void AddVenues(Command app, Session& session);
void AddSessions(Command app, Session& session);
void AddEnrolments(Command app, Session& session);
void AddAttendance(Command app, Session& session);
void AddCompetences(Command app, Session& session);
void AddTrainers(Command app, Session& session);
void AddFeedback(Command app, Session& session);
void AddClosedDays(Command app, Session& session);
void AddFacilitation(Command app, Session& session);
// More commands of the noun `enrolment`.
void AddFilling(Command noun, Session& session);
void AddLeavers(Command noun, Session& session);
// More commands of the noun `facilitation`.
void AddContacts(Command noun, Session& session);
void AddProposals(Command noun, Session& session);
void AddProposalsApplied(Command noun, Session& session);

}  // namespace pcsp::cli
