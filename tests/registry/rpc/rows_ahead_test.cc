#include "services/registry/rpc/imports/rows_ahead.h"

#include <atomic>

#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

// A reading of `rows` rows that ends with `end`.
RowsAhead::Read Rows(int rows, absl::Status end = absl::OkStatus()) {
  return [rows, end](const RowsAhead::Take& take) {
    for (int row = 1; row <= rows; ++row) {
      const absl::Status taken = take(row, {std::to_string(row), "x"});
      if (!taken.ok()) return taken;
    }
    return end;
  };
}

std::vector<size_t> SizesOf(RowsAhead& ahead) {
  std::vector<size_t> sizes;
  int64_t last = 0;
  for (;;) {
    const auto batch = ahead.Next();
    EXPECT_OK(batch);
    sizes.push_back(batch->size());
    if (batch->empty()) return sizes;
    for (const FileLine& line : *batch) {
      EXPECT_EQ(line.number, ++last);
      EXPECT_EQ(line.fields.front(), std::to_string(last));
    }
  }
}

TEST(RowsAheadTest, GivesEveryRowInItsOrder) {
  RowsAhead ahead(100, Rows(1234));
  std::vector<size_t> expected(12, 100);
  expected.push_back(34);
  expected.push_back(0);
  EXPECT_EQ(SizesOf(ahead), expected);
  EXPECT_OK(ahead.Next());  // and stays at the end
}

TEST(RowsAheadTest, AFileOfNothingEndsAtOnce) {
  RowsAhead ahead(100, Rows(0));
  EXPECT_EQ(SizesOf(ahead), std::vector<size_t>{0});
}

TEST(RowsAheadTest, SaysWhatWentWrongAfterTheRowsBeforeIt) {
  RowsAhead ahead(100, Rows(150, absl::DataLossError("torn")));
  for (size_t expected : {100u, 50u}) {
    const auto batch = ahead.Next();
    ASSERT_OK(batch);
    EXPECT_EQ(batch->size(), expected);
  }
  EXPECT_EQ(ahead.Next().status().code(), absl::StatusCode::kDataLoss);
}

TEST(RowsAheadTest, EndsTheReadingOfWhatNobodyWants) {
  std::atomic<int> read = 0;
  {
    RowsAhead ahead(10, [&read](const RowsAhead::Take& take) {
      absl::Status status;
      while (status.ok()) status = take(++read, {});
      return status;
    });
    ASSERT_OK(ahead.Next());
  }
  EXPECT_LE(read, 40);  // one taken, two at hand, one being filled
}

}  // namespace
}  // namespace pcsp::registry
