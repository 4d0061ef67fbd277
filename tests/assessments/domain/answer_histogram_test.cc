#include "services/assessments/domain/scoring/answer_histogram.h"

#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace pcsp::assessments {
namespace {

std::string Rows(int rows, int items, const std::string& codes, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::string bytes(static_cast<size_t>(rows) * items, '0');
  for (char& byte : bytes) byte = codes[random() % codes.size()];
  return bytes;
}

// Against counting one by one, at every width around the lanes, with blocks that overflow a lane.
TEST(AnswerHistogram, CountsWhatCountingOneByOneCounts) {
  for (const std::string& codes :
       {std::string("012345abc"), std::string("0123456789abcdefgh"), std::string("012")}) {
    for (int items : {1, 3, 24, 31, 32, 33, 48, 70}) {
      for (int rows : {0, 1, 2, 255, 256, 700}) {
        const std::string bytes = Rows(rows, items, codes + "~", 7);
        AnswerHistogram histogram(items, codes);
        // A buffer of exactly this size: reading beyond it is an error that ASan sees.
        const std::vector<char> exact(bytes.begin(), bytes.end());
        histogram.Add({exact.data(), exact.size()});
        ASSERT_EQ(histogram.rows(), rows);
        for (int i = 0; i < items; ++i) {
          for (size_t c = 0; c < codes.size(); ++c) {
            int64_t expected = 0;
            for (int r = 0; r < rows; ++r) expected += bytes[r * items + i] == codes[c];
            ASSERT_EQ(histogram.count(i, static_cast<int>(c)), expected)
                << items << " items, " << rows << " rows, item " << i << ", code " << codes[c];
          }
        }
      }
    }
  }
}

TEST(AnswerHistogram, LeavesOutHalfARowAndMerges) {
  AnswerHistogram a(3, "12"), b(3, "12");
  a.Add("11122");
  EXPECT_EQ(a.rows(), 1);
  b.Add("221221");
  a.Merge(b);
  EXPECT_EQ(a.rows(), 3);
  EXPECT_EQ(a.count(0, 0), 1);
  EXPECT_EQ(a.count(0, 1), 2);
  EXPECT_EQ(a.count(2, 0), 3);
}

}  // namespace
}  // namespace pcsp::assessments
