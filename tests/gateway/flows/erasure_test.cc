// What erased people wrote goes, once, whatever is in the way meanwhile.
#include "gateway/flows/erasure/note_erasure.h"
#include "tests/gateway/flows/flows_fixture.h"

namespace pcsp::gateway {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::testing::ElementsAre;
using testing::FlowsTest;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kKim[] = "programmes/p/people/kim";
const std::set<std::string> kProgrammes = {"programmes/p"};

bool Always() { return true; }

TEST_F(FlowsTest, ErasesWhatErasedPeopleWroteOnce) {
  NoteErasure erasure(&clients_);
  ASSERT_OK(erasure.Run(kProgrammes, Always));
  EXPECT_THAT(services_.notes_erased, IsEmpty());
  services_.erased[kKim] = {"programmes/p/appointments/a", "programmes/p/appointments/b"};
  services_.erased["programmes/p/people/nobody"] = {};  // was never appointed
  ASSERT_OK(erasure.Run(kProgrammes, Always));
  ASSERT_THAT(services_.notes_erased, SizeIs(2));
  EXPECT_EQ(services_.notes_erased[0].parent(), "programmes/p");
  EXPECT_EQ(services_.notes_erased[0].person(), kKim);
  EXPECT_THAT(services_.notes_erased[0].appointments(),
              ElementsAre("programmes/p/appointments/a", "programmes/p/appointments/b"));
  EXPECT_EQ(services_.notes_erased[1].person(), "programmes/p/people/nobody");
  EXPECT_THAT(services_.notes_erased[1].appointments(), IsEmpty()) << "may have had a diary";
  ASSERT_OK(erasure.Run(kProgrammes, Always));
  EXPECT_THAT(services_.notes_erased, SizeIs(2));
  NoteErasure started_again(&clients_);
  ASSERT_OK(started_again.Run(kProgrammes, Always));
  EXPECT_THAT(services_.notes_erased, SizeIs(4)) << "a gateway that is killed forgets nobody";
}

TEST_F(FlowsTest, ErasingThatFailsIsTakenUpAgain) {
  NoteErasure erasure(&clients_);
  services_.erased[kKim] = {"programmes/p/appointments/a"};
  services_.fail_erasures = 1;
  EXPECT_THAT(erasure.Run(kProgrammes, Always), HasReason("STORAGE_UNAVAILABLE"));
  EXPECT_THAT(erasure.Run(kProgrammes, [] { return false; }),
              StatusIs(absl::StatusCode::kCancelled));
  EXPECT_THAT(services_.notes_erased, IsEmpty());
  ASSERT_OK(erasure.Run(kProgrammes, Always));
  EXPECT_THAT(services_.notes_erased, SizeIs(1));
}

// More appointments than a call may name.
TEST_F(FlowsTest, ErasesAllOfSomebodyWithManyAppointments) {
  for (int i = 0; i < 1001; ++i) {
    services_.erased[kKim].push_back("programmes/p/appointments/a" + std::to_string(i));
  }
  ASSERT_OK(NoteErasure(&clients_).Run(kProgrammes, Always));
  ASSERT_THAT(services_.notes_erased, SizeIs(2));
  EXPECT_EQ(services_.notes_erased[0].appointments_size(), 1000);
  EXPECT_EQ(services_.notes_erased[1].appointments_size(), 1);
}

}  // namespace
}  // namespace pcsp::gateway
