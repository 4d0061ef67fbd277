// A programme as the flow needs it: a small registry that answers at once, and planning itself.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/base/page_token.h"
#include "common/rpc/server.h"
#include "common/storage/records/sql_records.h"
#include "gateway/clients.h"
#include "services/planning/rpc/facilitators/assignment_service.h"
#include "services/planning/rpc/place/place_service.h"
#include "services/planning/rpc/training/training_service.h"

namespace pcsp::gateway::testing {

inline constexpr char kProgramme[] = "programmes/p";
inline std::string In(const std::string& rest) { return std::string(kProgramme) + "/" + rest; }

// What the registry knows is set before the first call. Not thread-safe.
class Programme {
 public:
  Programme();
  ~Programme();

  // A practice of the steering group `group`, whose postcode may be empty.
  registry::v1::Site& AddPractice(const std::string& id, const std::string& group,
                                  const std::string& postcode);
  // A facilitator of the steering group, called `person`.
  registry::v1::Appointment& AddFacilitator(const std::string& id, const std::string& group,
                                            const std::string& person);
  void SetGroupPostcode(const std::string& group, const std::string& postcode);

  // What planning knows. The numbers are kilometres and hours a month.
  void Locate(const std::string& postcode, int east_km, int north_km);
  void SetCapacity(const std::string& facilitator, double hours,
                   const std::vector<std::string>& groups = {},
                   const std::vector<std::string>& skills = {});
  void Assign(const std::string& facilitator, const std::string& practice, const std::string& from);
  void AddLeave(const std::string& facilitator, const std::string& from, const std::string& until);

  Clients& clients() { return *clients_; }

 private:
  class Registry;

  FixedClock clock_{absl::Now()};
  rpc::Metrics metrics_;
  rpc::Log log_{rpc::LogLevel::kOff};
  std::unique_ptr<sql::Database> database_;
  std::unique_ptr<sql::SqlRecordStore> records_;
  rpc::WorkerPool pool_{2, 64};
  std::unique_ptr<Registry> registry_;
  std::unique_ptr<planning::training::TrainingService> training_;
  std::unique_ptr<planning::training::PlaceService> places_;
  std::unique_ptr<planning::training::AssignmentService> assignments_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<Clients> clients_;
};

}  // namespace pcsp::gateway::testing
