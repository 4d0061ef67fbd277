#include "services/registry/rpc/imports/key_file.h"

#include <cstdlib>
#include <map>
#include <memory>
#include <string>

#include "absl/random/random.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/registry/domain/imports/first_lines.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;

TEST(KeyFile, FindsWhatWasAddedAndNothingElse) {
  SpoolRoom room;
  absl::Status status;
  KeyFile file(1000, &room, &status);
  std::map<uint64_t, int> expected;
  std::mt19937_64 random(7);
  for (int line = 1; line <= 1000; ++line) {
    // Few values of the low bits, so that most keys collide, some of them around the end.
    const uint64_t key = (random() << 32) | (2040 + random() % 8);
    EXPECT_EQ(file.Find(key), 0);
    file.Add(key, line);
    expected[key] = line;
  }
  for (const auto& [key, line] : expected) {
    EXPECT_EQ(file.Find(key), line);
    EXPECT_EQ(file.Find(key + 8), 0);
  }
  EXPECT_OK(status);
}

TEST(KeyFile, GivesUpWhenFull) {
  SpoolRoom room;
  absl::Status status;
  KeyFile file(2, &room, &status);
  for (int line = 1; line <= 3; ++line) file.Add(line, line);
  EXPECT_OK(status);
  file.Add(4, 4);
  EXPECT_THAT(status, HasReason("IMPORT_NOT_KEPT"));
  EXPECT_EQ(file.Find(1), 0);
}

TEST(KeyFile, TakesItsRoomAndGivesItBack) {
  SpoolRoom room(3 << 10);
  absl::Status status;
  {
    const KeyFile first(64, &room, &status);
    EXPECT_OK(status);
    KeyFile second(64, &room, &status);
    EXPECT_THAT(status, HasReason("IMPORT_NOT_KEPT"));
    second.Add(1, 1);
    EXPECT_EQ(second.Find(1), 0);
  }
  EXPECT_TRUE(room.Take(3 << 10));
}

TEST(KeyFile, NeedsAFolder) {
  const char* before = std::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  setenv("TMPDIR", "/nowhere", 1);
  SpoolRoom room;
  absl::Status status;
  const KeyFile file(64, &room, &status);
  EXPECT_THAT(status, HasReason("IMPORT_NOT_KEPT"));
  before == nullptr ? unsetenv("TMPDIR") : setenv("TMPDIR", kept.c_str(), 1);
}

TEST(FirstLines, AreTheSameInMemoryAndBeyond) {
  SpoolRoom room;
  absl::Status status;
  constexpr int kKeys = 3 * FirstLines::kInMemory;
  int tables = 0;
  FirstLines lines([&]() -> std::unique_ptr<KeyLines> {
    ++tables;
    return std::make_unique<KeyFile>(kKeys, &room, &status);
  });
  for (int line = 1; line <= kKeys; ++line) {
    ASSERT_EQ(lines.Before(absl::StrCat("key ", line), line), 0) << line;
  }
  for (int line = 1; line <= kKeys; ++line) {
    ASSERT_EQ(lines.Before(absl::StrCat("key ", line), line + kKeys), line);
  }
  EXPECT_TRUE(lines.Has("key 1") && lines.Has(absl::StrCat("key ", kKeys)));
  EXPECT_FALSE(lines.Has("key 0"));
  EXPECT_EQ(tables, 1);
  EXPECT_OK(status);
}

}  // namespace
}  // namespace pcsp::registry
