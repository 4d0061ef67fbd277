// What the practices of a facilitator have to do, through the real service.
#include "gmock/gmock.h"
#include "services/planning/store/training/store.h"
#include "tests/planning/action/plan_fixture.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class FacilitatorListsTest : public testing::ActionServiceTest {
 protected:
  // That `fay` looks after a practice in January 2026.
  absl::Status LooksAfter(const std::string& practice) {
    training::Assignment assignment;
    assignment.programme = "north";
    assignment.id = practice;
    assignment.facilitator = "fay";
    assignment.practice = practice;
    assignment.first = absl::CivilDay(2026, 1, 1);
    assignment.last = absl::CivilDay(2026, 1, 31);
    return store_->records()
        .Write({.key = {.method = "test"}, .now = clock_.Now(), .programme = "north"},
               [&](sql::RecordWriter& writer) -> absl::StatusOr<std::string> {
                 writer.Insert(assignment);
                 return "";
               })
        .status();
  }
};

// Whose practices' actions these are, and not who owns them.
TEST_F(FacilitatorListsTest, ListsWhatAFacilitatorsPracticesHaveToDo) {
  const pb::Plan plan = Agreed();
  pb::ListActionsRequest request;
  request.set_parent("programmes/north/organisations/-");
  request.set_facilitator("programmes/north/appointments/fay");
  EXPECT_THAT(List(request)->actions(), IsEmpty()) << "looks after nobody";
  ASSERT_OK(LooksAfter("another"));
  EXPECT_THAT(List(request)->actions(), IsEmpty());
  ASSERT_OK(LooksAfter("a81044"));
  EXPECT_THAT(List(request)->actions(), SizeIs(plan.actions_size()));
  request.set_overdue_on("2026-01-06");
  EXPECT_THAT(List(request)->actions(), IsEmpty());
  request.set_overdue_on("2027-01-06");
  EXPECT_THAT(List(request)->actions(), SizeIs(plan.actions_size()));
  request.clear_overdue_on();
  request.set_unreviewed_on("2028-01-06");
  EXPECT_THAT(List(request)->actions(), SizeIs(plan.actions_size()));
  clock_.Advance(absl::Hours(24 * 40));
  EXPECT_THAT(List(request)->actions(), IsEmpty()) << "looks after them no more";
  request.set_facilitator("fay");
  EXPECT_THAT(ViolatedFields(List(request).status()), ElementsAre("facilitator"));
}

}  // namespace
}  // namespace pcsp::planning
