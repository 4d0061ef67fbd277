#include "services/registry/domain/people/job_titles.h"

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;

const JobTitles& Shipped() {
  static const auto* titles =
      new JobTitles(JobTitles::Read("services/registry/content/job_titles.yaml").value());
  return *titles;
}

absl::Status ReadText(absl::string_view text) {
  const std::string path = absl::StrCat(::testing::TempDir(), "/pcsp_job_titles.yaml");
  std::ofstream(path) << text;
  const absl::Status status = JobTitles::Read(path).status();
  std::filesystem::remove(path);
  return status;
}

TEST(JobTitles, AreFoundInLocalTitles) {
  const struct {
    const char* title;
    StaffGroup group;
  } cases[] = {
      {"GP", StaffGroup::kGp},
      {"G.P. Partner", StaffGroup::kUnspecified},
      {"Salaried GP (Tuesdays)", StaffGroup::kGp},
      {"Senior practice nurse, diabetes", StaffGroup::kNurse},
      {"ANP", StaffGroup::kNurse},
      {"Trainee nursing associate", StaffGroup::kDirectPatientCare},
      {"HCA", StaffGroup::kDirectPatientCare},
      {"HEALTH CARE  ASSISTANT", StaffGroup::kDirectPatientCare},
      {"Health & Wellbeing Coach", StaffGroup::kDirectPatientCare},
      {"Social prescribing link worker", StaffGroup::kDirectPatientCare},
      {"Care co-ordinator", StaffGroup::kDirectPatientCare},
      {"PCN pharmacist", StaffGroup::kDirectPatientCare},
      {"GP practice manager", StaffGroup::kAdmin},
      {"Practice Manager", StaffGroup::kAdmin},
      {"Nurse / receptionist", StaffGroup::kAdmin},
      {"Receptionist / nurse", StaffGroup::kNurse},
      {"Medical secretary", StaffGroup::kAdmin},
      {"Gpractice", StaffGroup::kUnspecified},
      {"Volunteer", StaffGroup::kUnspecified},
      {"", StaffGroup::kUnspecified},
      {"&", StaffGroup::kUnspecified},
  };
  for (const auto& c : cases) EXPECT_EQ(Shipped().GroupOf(c.title), c.group) << c.title;
  EXPECT_EQ(JobTitles().GroupOf("GP"), StaffGroup::kUnspecified);
}

TEST(JobTitles, SayWhatIsWrongWithTheirFile) {
  constexpr char kGood[] = "titles: {gp: [gp], nurse: [nurse], direct_patient_care: [hca], ";
  EXPECT_OK(ReadText(absl::StrCat(kGood, "admin: [secretary]}")));
  EXPECT_THAT(JobTitles::Read("nowhere.yaml").status(), HasReason("CONTENT_NOT_FOUND"));
  for (const char* bad : {"admin: [gp]}", "admin: [\"!\"]}", "admin: secretary}",
                          "admin: [secretary], porter: [porter]}", "}"}) {
    EXPECT_THAT(ReadText(absl::StrCat(kGood, bad)), HasReason("INVALID_CONTENT")) << bad;
  }
}

}  // namespace
}  // namespace pcsp::registry
