// A programme whose records are lists that a test fills, on an in-process server with the real
// service of forecasts.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "common/rpc/server.h"
#include "gateway/clients.h"
#include "services/planning/rpc/workforce/workforce_service.h"

namespace pcsp::gateway::testing {

inline constexpr char kProgramme[] = "programmes/p";
inline std::string Named(const std::string& rest) { return std::string(kProgramme) + "/" + rest; }

// What CountAppointedPeople says of these appointments.
void CountAppointed(const std::vector<registry::v1::Appointment>& appointments,
                    const std::map<std::string, std::string>& teams, const std::string& day,
                    registry::v1::CountAppointedPeopleResponse& response);

// Fill the lists before the first call. Lists are returned two a page, so that pages are turned.
class FakeProgramme {
 public:
  FakeProgramme();

  Channels channels();

  // A practice with the headcounts given; no steering group when `group` is empty.
  registry::v1::Site& AddPractice(const std::string& id, const std::string& group,
                                  const std::map<type::v1::StaffGroup, int>& people);
  // Since `start`, until `end` where one is given. The name is appointments/{id}.
  registry::v1::Appointment& AddAppointment(const std::string& id,
                                            registry::v1::AppointmentRole role,
                                            const std::string& organisation,
                                            const std::string& start, const std::string& end = "");
  // Of somebody of staff group GP who has the competence until `lapse`; for ever when empty.
  void AddCompetence(const std::string& person, const std::string& practice,
                     const std::string& lapse);
  void AddEnrolment(const std::string& session, const std::string& person,
                    const std::string& practice);
  void AddTrainer(const std::string& appointment, planning::v1::TrainerStage stage);
  void AddAssignment(const std::string& facilitator, const std::string& practice,
                     const std::string& start, const std::string& end = "");

  std::vector<registry::v1::Site> sites;
  std::vector<registry::v1::Appointment> appointments;
  std::map<std::string, std::vector<std::string>> within;  // appointments of an organisation
  std::map<std::string, std::string> teams;                // practices by team, both by name
  std::vector<planning::v1::Course> courses;
  std::vector<planning::v1::Session> sessions;
  std::map<std::string, std::vector<planning::v1::Enrolment>> enrolments;  // by session
  std::vector<planning::v1::Competence> competences;
  std::vector<planning::v1::Trainer> trainers;
  std::vector<planning::v1::Assignment> assignments;
  std::vector<planning::v1::BatchWithdrawEnrolmentsRequest> withdrawals;  // that were asked
  planning::v1::GetCaseloadResponse caseload;
  planning::v1::GetCaseloadRequest caseload_asked;

 private:
  class Registry;
  class Training;

  rpc::WorkerPool pool_{2, 16};
  rpc::Metrics metrics_;
  rpc::Log log_{rpc::LogLevel::kOff};
  std::shared_ptr<Registry> registry_;
  std::shared_ptr<Training> training_;
  planning::WorkforceService workforce_;
  std::unique_ptr<rpc::Server> server_;
};

}  // namespace pcsp::gateway::testing
