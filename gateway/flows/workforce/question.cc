#include "gateway/flows/workforce/question.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "gateway/flows/names.h"

namespace pcsp::gateway {
namespace {

constexpr int kMostMonths = 120, kUsualMonths = 36;
constexpr int kMostWaves = 20, kMostScenarios = 5, kMostExtras = 100, kMostPaths = 1000;
constexpr int kMostPeople = 100'000;
constexpr double kMostAmount = 1000;
constexpr double kUsualTarget = 0.8;
constexpr char kPrefix[] = "STAFF_GROUP_";

class Checker {
 public:
  explicit Checker(const v1::GetWorkforceForecastRequest& request) { question_.request = request; }

  absl::StatusOr<ForecastQuestion> Run(absl::Time now) {
    CheckNames();
    CheckHorizon(now);
    CheckOdds();
    CheckWaves();
    CheckScenarios();
    CheckExtras();
    CheckStaff();
    CheckPools();
    RETURN_IF_ERROR(faults_.ToStatus());
    return std::move(question_);
  }

 private:
  const v1::GetWorkforceForecastRequest& request() const { return question_.request; }

  void Within(const std::string& field, int64_t value, int64_t low, int64_t high) {
    if (value >= low && value <= high) return;
    faults_.Add(field, absl::StrCat(value), absl::StrCat("a number from ", low, " to ", high));
  }
  void Share(const std::string& field, bool given, double value) {
    if (given && !(value >= 0 && value <= 1)) {
      faults_.Add(field, absl::StrCat(value), "a share from 0 to 1");
    }
  }
  void Chance(const std::string& field, bool given, double value) {
    if (given && !(value > 0 && value < 1)) {
      faults_.Add(field, absl::StrCat(value), "above 0 and below 1");
    }
  }
  void Positive(const std::string& field, bool given, double value) {
    if (given && !(value > 0 && value <= kMostAmount)) {
      faults_.Add(field, absl::StrCat(value), absl::StrCat("above 0 and at most ", kMostAmount));
    }
  }
  void Group(const std::string& field, type::v1::StaffGroup group) {
    if (group >= type::v1::STAFF_GROUP_GP && group <= type::v1::STAFF_GROUP_ADMIN) return;
    faults_.Add(field, absl::StrCat(group), "one of the four staff groups of a practice");
  }
  void Once(const std::string& field, const std::string& value) {
    if (!seen_.insert(value).second) faults_.Add(field, value, "each at most once");
  }

  // Its place among the months; `otherwise` when there is none.
  int Month(const std::string& field, const std::string& text, int otherwise) {
    if (text.empty()) return otherwise;
    absl::CivilMonth month;
    if (!absl::ParseCivilTime(text, &month) || absl::FormatCivilTime(month) != text) {
      faults_.Add(field, text, "a month such as 2027-01");
      return otherwise;
    }
    const int place = question_.horizon.MonthOf(absl::CivilDay(month));
    if (question_.horizon.Has(place)) return place;
    const Horizon& horizon = question_.horizon;
    faults_.Add(field, text,
                absl::StrCat("a month from ", absl::FormatCivilTime(horizon.first()), " to ",
                             absl::FormatCivilTime(absl::CivilMonth(horizon.last_day()))));
    return otherwise;
  }

  void CheckNames() {
    const auto programme = ProgrammeOf("parent", request().parent());
    if (!programme.ok()) {
      faults_.Merge("", programme.status());
    } else if (*programme != request().parent()) {
      faults_.Add("parent", request().parent(), "programmes/{programme}");
    } else {
      question_.programme = *programme;
    }
  }

  void CheckHorizon(absl::Time now) {
    const std::string& text = request().as_of_date();
    Horizon& horizon = question_.horizon;
    if (text.empty()) {
      horizon.day = absl::ToCivilDay(now, absl::UTCTimeZone());
    } else if (!absl::ParseCivilTime(text, &horizon.day) ||
               absl::FormatCivilTime(horizon.day) != text) {
      faults_.Add("as_of_date", text, "a day such as 2027-01-31");
    }
    if (request().months() == 0) return;
    Within("months", request().months(), 1, kMostMonths);
    horizon.months = std::clamp(request().months(), 1, kMostMonths);
  }

  void CheckOdds() {
    Share("target", request().has_target(), request().target());
    Chance("confidence", request().has_confidence(), request().confidence());
    Within("paths", request().paths(), 0, kMostPaths);
  }

  void CheckWaves() {
    Within("waves", request().waves_size(), 0, kMostWaves);
    for (int i = 0; i < std::min(request().waves_size(), kMostWaves); ++i) {
      const v1::StartingPractices& wave = request().waves(i);
      const std::string field = absl::StrCat("waves[", i, "].");
      Within(field + "practices", wave.practices(), 1, kMostPeople);
      Within(field + "support_months", wave.support_months(), 0, kMostMonths);
      Within(field + "training_months", wave.training_months(), 0, kMostMonths);
      if (!(wave.people_a_practice() >= 0 && wave.people_a_practice() <= kMostAmount)) {
        faults_.Add(field + "people_a_practice", absl::StrCat(wave.people_a_practice()),
                    absl::StrCat("a number from 0 to ", kMostAmount));
      }
      const int start = Month(field + "start_month", wave.start_month(), -1);
      question_.starts.push_back(start < 0 ? std::nullopt : std::optional<int>(start));
    }
  }

  void CheckScenarios() {
    Within("scenarios", request().scenarios_size(), 0, kMostScenarios);
    seen_.clear();
    for (int i = 0; i < request().scenarios_size(); ++i) {
      const auto& scenario = request().scenarios(i);
      const std::string field = absl::StrCat("scenarios[", i, "].");
      Once(field + "id", scenario.id());
      Within(field + "id", static_cast<int64_t>(scenario.id().size()), 1, 200);
      Chance(field + "turnover_quantile", scenario.has_turnover_quantile(),
             scenario.turnover_quantile());
      Share(field + "delivered", scenario.has_delivered(), scenario.delivered());
    }
  }

  void CheckExtras() {
    Within("extra_intakes", request().extra_intakes_size(), 0, kMostExtras);
    const int last = question_.horizon.months - 1;
    for (int i = 0; i < std::min(request().extra_intakes_size(), kMostExtras); ++i) {
      const v1::ExtraIntake& extra = request().extra_intakes(i);
      const std::string field = absl::StrCat("extra_intakes[", i, "].");
      Group(field + "staff_group", extra.staff_group());
      Within(field + "people", extra.people(), 0, kMostPeople);
      MorePeople more{extra.staff_group(), "", extra.people(),
                      Month(field + "from_month", extra.from_month(), 0),
                      Month(field + "until_month", extra.until_month(), last)};
      if (more.until < more.from) {
        faults_.Add(field + "until_month", extra.until_month(), "not before from_month");
      }
      const std::string below = question_.programme + "/organisations/";
      if (absl::StartsWith(extra.steering_group(), below)) {
        more.site = extra.steering_group().substr(below.size());
      } else if (!extra.steering_group().empty()) {
        faults_.Add(field + "steering_group", extra.steering_group(), below + "{organisation}");
      }
      question_.more.push_back(std::move(more));
    }
  }

  void CheckStaff() {
    seen_.clear();
    for (int i = 0; i < request().staff_size(); ++i) {
      const v1::StaffAssumption& staff = request().staff(i);
      const std::string field = absl::StrCat("staff[", i, "].");
      Group(field + "staff_group", staff.staff_group());
      Once(field + "staff_group", absl::StrCat(staff.staff_group()));
      Share(field + "turnover", staff.has_turnover(), staff.turnover());
      Share(field + "replaced_trained", staff.has_replaced_trained(), staff.replaced_trained());
      Share(field + "refreshed", staff.has_refreshed(), staff.refreshed());
      Share(field + "target", staff.has_target(), staff.target());
      question_.staff.emplace(staff.staff_group(), staff);
    }
  }

  template <typename Assumption>
  void CheckPool(const std::string& field, const Assumption& pool) {
    Share(field + "turnover", pool.has_turnover(), pool.turnover());
    Share(field + "completes", pool.has_completes(), pool.completes());
    Within(field + "lead_months", pool.lead_months(), 0, kMostMonths);
  }

  void CheckPools() {
    CheckPool("facilitators.", request().facilitators());
    const v1::TrainerAssumption& trainers = request().trainers();
    CheckPool("trainers.", trainers);
    Positive("trainers.sessions_a_month", trainers.has_sessions_a_month(),
             trainers.sessions_a_month());
    Positive("trainers.trainers_a_session", trainers.has_trainers_a_session(),
             trainers.trainers_a_session());
    Positive("trainers.seats_a_session", trainers.has_seats_a_session(),
             trainers.seats_a_session());
  }

  ForecastQuestion question_{.horizon = {.day = {}, .months = kUsualMonths}};
  Violations faults_;
  std::set<std::string> seen_;
};

}  // namespace

double ForecastQuestion::target(type::v1::StaffGroup group) const {
  const auto assumed = staff.find(group);
  if (assumed != staff.end() && assumed->second.has_target()) return assumed->second.target();
  return request.has_target() ? request.target() : kUsualTarget;
}

std::string RoleOf(type::v1::StaffGroup group) {
  return absl::AsciiStrToLower(absl::StripPrefix(type::v1::StaffGroup_Name(group), kPrefix));
}

absl::StatusOr<ForecastQuestion> CheckQuestion(const v1::GetWorkforceForecastRequest& request,
                                               absl::Time now) {
  return Checker(request).Run(now);
}

}  // namespace pcsp::gateway
