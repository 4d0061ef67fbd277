#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/assessments/domain/invitations/batch.h"
#include "services/assessments/domain/invitations/link_sheet.h"
#include "services/assessments/domain/invitations/token.h"
#include "tests/support/status_matchers.h"

namespace pcsp::assessments {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::StatusIs;
using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(Token, IsAllItsBitsAsTextThatCanStandAnywhere) {
  const std::string token = TokenOf({1, 2, 3, 4});
  EXPECT_EQ(token.size(), 44u);
  EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                    "0123456789-_"),
            std::string::npos);
  EXPECT_EQ(token[0], 'i') << "a spreadsheet would run what begins with a hyphen";
  std::set<std::string> texts = {token};
  for (int part = 0; part < 4; ++part) {
    for (int bit = 0; bit < 64; ++bit) {
      std::array<uint64_t, 4> chance = {1, 2, 3, 4};
      chance[part] ^= uint64_t{1} << bit;
      texts.insert(TokenOf(chance));
    }
  }
  EXPECT_EQ(texts.size(), 257u) << "every bit counts";
}

TEST(Token, IsKeptAsAHashInTwoParts) {
  const TokenHash hash = HashOfToken("abc");
  EXPECT_EQ(absl::StrCat(hash.selector, hash.verifier),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hash.selector.size(), 16u);
}

TEST(SameInConstantTime, ComparesEveryCharacter) {
  EXPECT_TRUE(SameInConstantTime("", ""));
  EXPECT_TRUE(SameInConstantTime("abcd", "abcd"));
  EXPECT_FALSE(SameInConstantTime("abcd", "abcde"));
  for (const char* other : {"xbcd", "axcd", "abxd", "abcx"}) {
    EXPECT_FALSE(SameInConstantTime("abcd", other)) << other;
  }
}

constexpr absl::Time kNow = absl::FromUnixSeconds(1'750'000'000);

class MayAnswerTest : public ::testing::Test {
 protected:
  const TokenHash hash_ = HashOfToken("token");
  Invitation outstanding_{.wave_state = WaveState::kOpen, .verifier = hash_.verifier};
};

TEST_F(MayAnswerTest, WhateverIsWrongIsTheSameError) {
  EXPECT_OK(MayAnswer(outstanding_, hash_.verifier, kNow));
  EXPECT_OK(MayAnswer(outstanding_, hash_.verifier, "claim", kNow));
  Invitation burnt = outstanding_, revoked = outstanding_, expired = outstanding_;
  burnt.claim = "claim";
  revoked.claim = std::string(kRevoked);
  expired.wave_state = WaveState::kClosing;
  Invitation too_late = outstanding_;
  too_late.expire_time = kNow;
  const absl::Status unknown = MayAnswer(std::nullopt, hash_.verifier, kNow);
  EXPECT_THAT(unknown, HasReason("INVITATION_NOT_VALID"));
  EXPECT_THAT(unknown, StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_EQ(MayAnswer(burnt, hash_.verifier, kNow), unknown);
  EXPECT_EQ(MayAnswer(burnt, hash_.verifier, "other", kNow), unknown);
  EXPECT_EQ(MayAnswer(revoked, hash_.verifier, kNow), unknown);
  EXPECT_EQ(MayAnswer(revoked, hash_.verifier, kRevoked, kNow), unknown);
  EXPECT_EQ(MayAnswer(expired, hash_.verifier, "claim", kNow), unknown);
  EXPECT_EQ(MayAnswer(too_late, hash_.verifier, "claim", kNow), unknown);
  too_late.expire_time = kNow + absl::Seconds(1);
  EXPECT_OK(MayAnswer(too_late, hash_.verifier, "claim", kNow));
  EXPECT_EQ(MayAnswer(outstanding_, HashOfToken("another").verifier, kNow), unknown);
}

TEST_F(MayAnswerTest, ALostReplyCanBeAskedForAgain) {
  outstanding_.claim = "claim";
  EXPECT_OK(MayAnswer(outstanding_, hash_.verifier, "claim", kNow));
  outstanding_.wave_state = WaveState::kClosed;
  EXPECT_OK(MayAnswer(outstanding_, hash_.verifier, "claim", kNow)) << "even after closing";
  outstanding_.expire_time = kNow - absl::Hours(1);
  EXPECT_OK(MayAnswer(outstanding_, hash_.verifier, "claim", kNow)) << "and after it expired";
  EXPECT_THAT(MayAnswer(outstanding_, HashOfToken("another").verifier, "claim", kNow),
              HasReason("INVITATION_NOT_VALID"));
}

TEST(BatchName, IsParsedWholeOrNotAtAll) {
  const auto name = ParseBatchName("programmes/p/waves/w1/invitationBatches/b-1");
  ASSERT_TRUE(name);
  EXPECT_EQ(name->ToString(), "programmes/p/waves/w1/invitationBatches/b-1");
  for (const char* bad :
       {"", "programmes/p/waves/w1", "programmes/p/waves/w1/invitationBatches/",
        "programmes/p/waves/w1/invitationBatches/a/invitationBatches/b", "invitationBatches/b"}) {
    EXPECT_EQ(ParseBatchName(bad), std::nullopt) << bad;
  }
}

TEST(Revoke, IsForGoodAndLooksAtTheEtag) {
  const InvitationBatch batch{.name = {{"p", "w"}, "b"}, .issued = 3};
  EXPECT_THAT(Revoke(batch, "\"2\""), HasReason("ETAG_MISMATCH"));
  const auto revoked = Revoke(batch, "\"1\"");
  ASSERT_OK(revoked);
  EXPECT_TRUE(revoked->revoked);
  EXPECT_EQ(revoked->etag(), "\"2\"");
  EXPECT_EQ(Revoke(*revoked, "\"1\"").value(), *revoked);
}

TEST(CheckIssue, SaysWhatIsWrong) {
  const auto fields = [](int count, absl::string_view link) {
    Violations violations;
    CheckIssue(count, link, violations);
    return ViolatedFields(violations.ToStatus());
  };
  EXPECT_THAT(fields(1, ""), IsEmpty());
  EXPECT_THAT(fields(1000, "https://survey.example/answer?lang=en"), IsEmpty());
  EXPECT_THAT(fields(0, "javascript:alert(1)"), ElementsAre("count", "link_base"));
  EXPECT_THAT(fields(1001, "https://a/#b"), ElementsAre("count", "link_base"));
  EXPECT_THAT(fields(5, "https://a/ b"), ElementsAre("link_base"));
  EXPECT_THAT(fields(5, "https://a/\"><script>"), ElementsAre("link_base"));
}

TEST(LinkSheet, HasASlipForEachLinkAndNothingThatTellsThemApart) {
  const std::string link = LinkOf("https://a/answer", "programmes/p/waves/w", "T1");
  EXPECT_EQ(link, "https://a/answer#wave=programmes/p/waves/w&token=T1");
  const std::string page = LinkSheet(
      "Spring <2026>",
      {{"a81001", "nurses", {link, "https://a/#T2"}}, {"a81002", "GPs", {"https://a/#T3"}}});
  EXPECT_THAT(page, HasSubstr("Spring &lt;2026&gt;"));
  EXPECT_THAT(page, HasSubstr("wave=programmes/p/waves/w&amp;token=T1\">"));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, HasSubstr("no-referrer"));
  int slips = 0, sheets = 0;
  for (size_t at = 0; (at = page.find("<li>", at)) != std::string::npos; ++at) ++slips;
  for (size_t at = 0; (at = page.find("<section>", at)) != std::string::npos; ++at) ++sheets;
  EXPECT_EQ(slips, 3);
  EXPECT_EQ(sheets, 2);
  EXPECT_FALSE(absl::StrContains(page, "1 of")) << "a number on a slip could be noted down";
}

}  // namespace
}  // namespace pcsp::assessments
