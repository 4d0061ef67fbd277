#include "services/registry/rpc/imports/spool.h"

#include <cstdlib>
#include <filesystem>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;

std::string Content(const Spool& spool) {
  std::string content;
  EXPECT_OK(spool.Read([&](absl::string_view bytes) {
    content.append(bytes.data(), bytes.size());
    return absl::OkStatus();
  }));
  return content;
}

TEST(Spool, GivesBackWhatCame) {
  for (const size_t most_in_memory : {0, 10, 1 << 20}) {
    SpoolRoom room;
    Spool spool(&room, most_in_memory);
    std::string sent;
    for (int i = 0; i < 1000; ++i) {
      const std::string piece(i, static_cast<char>('a' + i % 26));
      ASSERT_OK(spool.Append(piece));
      sent += piece;
    }
    EXPECT_EQ(spool.size(), static_cast<int64_t>(sent.size()));
    EXPECT_TRUE(Content(spool) == sent);
    EXPECT_TRUE(Content(spool) == sent) << "as often as asked";
  }
}

TEST(Spool, EndsWithTheReadersError) {
  SpoolRoom room;
  Spool spool(&room, 0);
  ASSERT_OK(spool.Append(std::string(1 << 20, 'x')));
  int pieces = 0;
  const absl::Status status = spool.Read([&](absl::string_view) {
    ++pieces;
    return absl::InternalError("enough");
  });
  EXPECT_EQ(status.message(), "enough");
  EXPECT_EQ(pieces, 1);
}

TEST(Spool, KeepsToTheRoomOfAllTogether) {
  SpoolRoom room(100);
  Spool small(&room, 10);
  ASSERT_OK(small.Append("in memory"));  // takes none of it
  {
    Spool first(&room, 10);
    ASSERT_OK(first.Append(std::string(60, 'x')));
    Spool second(&room, 10);
    EXPECT_THAT(second.Append(std::string(60, 'x')), HasReason("IMPORT_NOT_KEPT"));
    ASSERT_OK(first.Append(std::string(40, 'x')));
  }
  Spool third(&room, 10);
  EXPECT_OK(third.Append(std::string(100, 'x')));
}

TEST(Spool, SaysWhenThereIsNowhereToKeepIt) {
  const char* before = std::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  setenv("TMPDIR", "/nowhere/at/all", 1);
  SpoolRoom room;
  Spool spool(&room, 0);
  EXPECT_THAT(spool.Append("x"), HasReason("IMPORT_NOT_KEPT"));
  before == nullptr ? unsetenv("TMPDIR") : setenv("TMPDIR", kept.c_str(), 1);
}

}  // namespace
}  // namespace pcsp::registry
