#include "common/base/page_token.h"

#include "common/base/tlv.h"
#include "tests/support/status_matchers.h"

namespace pcsp {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::IsOkAndHolds;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Optional;

const std::vector<std::string> kArguments = {"ListOrganisations", "programmes/p", "kind=practice"};
const std::vector<std::string> kCursor = {"a81044", std::string("\0\xFF", 2), ""};

TEST(PageTokens, CarryTheCursorForTheSameArguments) {
  const PageTokens tokens("key");
  const std::string token = tokens.Encode(kCursor, kArguments);
  EXPECT_THAT(tokens.Decode(token, kArguments), IsOkAndHolds(kCursor));
  EXPECT_THAT(tokens.Decode("", kArguments), IsOkAndHolds(IsEmpty()));
  EXPECT_EQ(token.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                    "0123456789-_"),
            std::string::npos);
}

TEST(PageTokens, AreRefusedWithOtherArgumentsOrAnotherKey) {
  const PageTokens tokens("key");
  const std::string token = tokens.Encode(kCursor, kArguments);
  EXPECT_THAT(tokens.Decode(token, {"ListOrganisations", "programmes/q", "kind=practice"}),
              HasReason("INVALID_FIELDS"));
  // Moved boundaries make another list.
  EXPECT_THAT(tokens.Decode(token, {"ListOrganisationsprogrammes/p", "", "kind=practice"}),
              HasReason("INVALID_FIELDS"));
  EXPECT_THAT(PageTokens("other").Decode(token, kArguments), HasReason("INVALID_FIELDS"));
}

TEST(PageTokens, AreRefusedWhenEditedAnywhere) {
  const PageTokens tokens("key");
  const std::string token = tokens.Encode(kCursor, kArguments);
  for (size_t i = 0; i + 1 < token.size(); ++i) {
    std::string edited = token;
    edited[i] = edited[i] == 'A' ? 'B' : 'A';
    EXPECT_THAT(ViolatedFields(tokens.Decode(edited, kArguments).status()),
                ElementsAre("page_token"))
        << i;
  }
  for (const char* bad : {"x", "not base64 !", "AAAA"}) {
    EXPECT_THAT(tokens.Decode(bad, kArguments), HasReason("INVALID_FIELDS")) << bad;
  }
  EXPECT_FALSE(tokens.Decode(token.substr(0, token.size() - 4), kArguments).ok());
  EXPECT_FALSE(tokens.Decode(token + "AAAA", kArguments).ok());
}

TEST(Tlv, GivesEachListBytesOfItsOwn) {
  EXPECT_NE(EncodeFields({"ab", "c"}), EncodeFields({"a", "bc"}));
  EXPECT_NE(EncodeFields({""}), EncodeFields({}));
  EXPECT_THAT(DecodeFields(EncodeFields(kCursor)), Optional(kCursor));
  EXPECT_EQ(DecodeFields("abc"), std::nullopt);
  EXPECT_EQ(DecodeFields(std::string("\xFF\xFF\xFF\xFFz", 5)), std::nullopt);
}

}  // namespace
}  // namespace pcsp
