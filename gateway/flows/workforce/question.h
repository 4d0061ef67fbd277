// A request of GetWorkforceForecast, checked and with its defaults filled in.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "pcsp/gateway/v1/workforce_forecast.pb.h"

namespace pcsp::gateway {

// The months looked at, from 0.
struct Horizon {
  absl::CivilDay day;  // as of which; it lies in month 0
  int months = 36;

  absl::CivilMonth first() const { return absl::CivilMonth(day); }
  absl::CivilDay last_day() const { return absl::CivilDay(first() + months) - 1; }
  // Below 0 before the first, `months` or more after the last.
  int MonthOf(absl::CivilDay any) const {
    return static_cast<int>(absl::CivilMonth(any) - first());
  }
  bool Has(int month) const { return month >= 0 && month < months; }
};

// People trained beyond those enrolled, in each month from `from` to `until`.
struct MorePeople {
  type::v1::StaffGroup group;
  std::string site;  // id of the steering group; empty: all
  int people = 0, from = 0, until = 0;
};

struct ForecastQuestion {
  v1::GetWorkforceForecastRequest request;
  std::string programme;  // programmes/{programme}
  Horizon horizon;
  std::map<type::v1::StaffGroup, v1::StaffAssumption> staff;
  std::vector<std::optional<int>> starts;  // month of each of the request's waves
  std::vector<MorePeople> more;

  // Share that should be trained.
  double target(type::v1::StaffGroup group) const;
};

// `gp`, `nurse`, `direct_patient_care`, `admin`.
std::string RoleOf(type::v1::StaffGroup group);

// INVALID_FIELDS with everything that is wrong with the request. `now` is the day if none is given.
absl::StatusOr<ForecastQuestion> CheckQuestion(const v1::GetWorkforceForecastRequest& request,
                                               absl::Time now);

}  // namespace pcsp::gateway
