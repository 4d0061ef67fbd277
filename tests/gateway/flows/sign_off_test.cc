#include "gateway/checks/sign_off.h"

#include "absl/time/civil_time.h"
#include "tests/gateway/flows/flows_fixture.h"

namespace pcsp::gateway {
namespace {

using registry::v1::Appointment;
using testing::FlowsTest;
using ::testing::HasSubstr;

constexpr char kLee[] = "programmes/p/appointments/lee";

std::string InDays(int days) {
  return absl::FormatCivilTime(absl::ToCivilDay(absl::Now(), absl::UTCTimeZone()) + days);
}

class SignOffTest : public FlowsTest {
 protected:
  // An operational manager of the group that practice a belongs to.
  SignOffTest() {
    services_.AddPractice("a");
    Appointment& lee = services_.appointments[kLee];
    lee.set_role(registry::v1::APPOINTMENT_ROLE_OPERATIONAL_MANAGER);
    lee.set_organisation(services_.sites.back().steering_group());
  }

  // What is wrong with it; "" if nothing is.
  std::string Fault() {
    planning::v1::SignOffAdaptationRequest request;
    request.set_name("programmes/p/organisations/a/adaptations/x");
    request.set_signed_by(kLee);
    Violations violations;
    EXPECT_OK(CheckSigner(clients_, request, absl::Now() + absl::Seconds(10), violations));
    if (violations.empty()) return "";
    EXPECT_EQ(violations.list().size(), 1);
    EXPECT_EQ(violations.list()[0].field, "signed_by");
    return violations.list()[0].expected;
  }
  Appointment& Lee() { return services_.appointments[kLee]; }
};

TEST_F(SignOffTest, AnOperationalManagerAboveTheSiteMay) {
  EXPECT_EQ(Fault(), "");
  Lee().set_start_date(InDays(0));
  Lee().set_end_date(InDays(0));
  EXPECT_EQ(Fault(), "") << "first and last day count";
}

TEST_F(SignOffTest, NobodyElseMay) {
  Lee().set_role(registry::v1::APPOINTMENT_ROLE_PRACTICE_LEAD);
  EXPECT_THAT(Fault(), HasSubstr("as operational manager"));
  Lee().set_role(registry::v1::APPOINTMENT_ROLE_OPERATIONAL_MANAGER);
  Lee().set_end_date(InDays(-1));
  EXPECT_THAT(Fault(), HasSubstr("holds today"));
  Lee().clear_end_date();
  Lee().set_start_date(InDays(1));
  EXPECT_THAT(Fault(), HasSubstr("holds today"));
  Lee().clear_start_date();
  Lee().set_organisation("programmes/p/organisations/elsewhere");
  EXPECT_THAT(Fault(), HasSubstr("above it"));
}

TEST_F(SignOffTest, WhoIsNotThereIsToldByOthers) {
  services_.appointments.clear();
  EXPECT_EQ(Fault(), "");
}

}  // namespace
}  // namespace pcsp::gateway
