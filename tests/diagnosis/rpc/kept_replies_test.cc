#include "services/diagnosis/rpc/inline/kept_replies.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace pcsp::diagnosis {
namespace {

std::string Found(KeptReplies& kept, absl::string_view request, int64_t revision = 1) {
  const auto reply = kept.Find(request, revision);
  if (!reply) return "nothing";
  return {reinterpret_cast<const char*>(reply->begin()), reply->size()};
}

TEST(KeptReplies, AnswersTheSameBytesAlone) {
  KeptReplies kept(1 << 20);
  EXPECT_EQ(Found(kept, "evidence"), "nothing");
  kept.Keep("evidence", grpc::Slice("diagnosis"), 1);
  EXPECT_EQ(Found(kept, "evidence"), "diagnosis");
  EXPECT_EQ(Found(kept, "evidence."), "nothing");
  EXPECT_EQ(Found(kept, "evidenc"), "nothing");
}

TEST(KeptReplies, ForgetsWhatRestedOnAnotherRevision) {
  KeptReplies kept(1 << 20);
  kept.Keep("evidence", grpc::Slice("of 1"), 1);
  EXPECT_EQ(Found(kept, "evidence", 2), "nothing");
  kept.Keep("evidence", grpc::Slice("of 1, made late"), 1);
  EXPECT_EQ(Found(kept, "evidence", 2), "nothing");
  kept.Keep("evidence", grpc::Slice("of 2"), 2);
  EXPECT_EQ(Found(kept, "evidence", 2), "of 2");
  EXPECT_EQ(Found(kept, "evidence", 1), "nothing") << "a caller that looked long ago";
}

TEST(KeptReplies, StaysBoundedAndKeepsWhatIsAskedForAgain) {
  constexpr size_t kRoom = 64 << 10;
  KeptReplies kept(kRoom);
  const grpc::Slice reply(std::string(1000, 'r'));
  kept.Keep("asked for again and again", reply, 1);
  for (int i = 0; i < 1000; ++i) {
    kept.Keep(absl::StrCat("once ", i), reply, 1);
    ASSERT_NE(Found(kept, "asked for again and again"), "nothing") << i;
  }
  size_t left = 0;
  for (int i = 0; i < 1000; ++i) left += Found(kept, absl::StrCat("once ", i)) != "nothing";
  EXPECT_LE(left, kRoom / reply.size());
  EXPECT_GE(left, 1u);
  kept.Keep("too large", grpc::Slice(std::string(kRoom / 2, 'r')), 1);
  EXPECT_EQ(Found(kept, "too large"), "nothing");
}

}  // namespace
}  // namespace pcsp::diagnosis
