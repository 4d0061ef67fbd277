#include "common/text/utf8.h"

#include "common/text/base_letters.h"
#include "gtest/gtest.h"

namespace pcsp::text {
namespace {

TEST(Utf8Test, CountsCharactersAndNotBytes) {
  EXPECT_EQ(CharactersIn(""), 0u);
  EXPECT_EQ(CharactersIn("plan"), 4u);
  EXPECT_EQ(CharactersIn("Cynllun gŵyl"), 12u);
  EXPECT_EQ(CharactersIn("👍 done"), 6u);
}

TEST(Utf8Test, TellsTextFromOtherBytes) {
  EXPECT_TRUE(IsCleanUtf8("gŵyl"));
  EXPECT_FALSE(IsCleanUtf8("g\xc5"));
  EXPECT_FALSE(IsCleanUtf8(absl::string_view("a\0b", 3)));
}

TEST(BaseLettersTest, DropsAccentsAndNothingElse) {
  EXPECT_EQ(WithoutAccents("Gŵyl Ŷ Zoë, 6 × 7 👍"), "Gwyl y Zoe, 6 × 7 👍");
  EXPECT_EQ(WithoutAccents("half \xc5"), "half \xc5");
}

}  // namespace
}  // namespace pcsp::text
