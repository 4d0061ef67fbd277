#include "absl/strings/match.h"
#include "common/text/pages/html.h"
#include "common/text/pages/percent.h"
#include "common/text/pages/qr_code.h"
#include "common/text/pages/range.h"
#include "gtest/gtest.h"

namespace pcsp::text {
namespace {

TEST(HtmlEscaped, LeavesNoWayOutOfTextOrAttribute) {
  EXPECT_EQ(HtmlEscaped("<script>alert('x & \"y\"')</script>"),
            "&lt;script&gt;alert(&#39;x &amp; &quot;y&quot;&#39;)&lt;/script&gt;");
  EXPECT_EQ(HtmlEscaped("&lt;"), "&amp;lt;") << "what is escaped already is text too";
  EXPECT_EQ(HtmlEscaped("Año & 你好"), "Año &amp; 你好");
  EXPECT_EQ(HtmlEscaped(""), "");
}

TEST(Percent, ClaimsAllAndNoneOnlyWhereItIs) {
  EXPECT_EQ(Percent(.874), "87 %");
  EXPECT_EQ(Percent(.994), "99 %");
  EXPECT_EQ(Percent(.996), "more than 99 %");
  EXPECT_EQ(Percent(1), "100 %");
  EXPECT_EQ(Percent(.006), "1 %");
  EXPECT_EQ(Percent(.004), "less than 1 %");
  EXPECT_EQ(Percent(0), "0 %");
}

TEST(PercentLikely, IsNeverCertain) {
  EXPECT_EQ(PercentLikely(.5), "50 %");
  EXPECT_EQ(PercentLikely(1), "more than 99 %");
  EXPECT_EQ(PercentLikely(.9999), "more than 99 %");
  EXPECT_EQ(PercentLikely(0), "less than 1 %");
}

TEST(Range, HoldsWhatItHeld) {
  EXPECT_EQ(Range(55.4, 69.6), "55 to 70");
  EXPECT_EQ(Range(59.7, 60.3), "59 to 61") << "and not 60 to 60";
  EXPECT_EQ(Range(60, 60), "60 to 60");
  EXPECT_EQ(Range(-.2, .2), "-1 to 1");
  EXPECT_EQ(Range(0, 1e-9), "0 to 0");
  EXPECT_EQ(Range(.1 + .2, .7, 2), "0.30 to 0.70") << "what is noise moves no end";
  EXPECT_EQ(Range(.301, .699, 2), "0.30 to 0.70");
}

// What is in a code is read by a reader of codes in the story `answering`.
TEST(QrCode, IsADrawingThatGrowsWithItsText) {
  const std::string small = QrCodeSvg("https://example.org");
  EXPECT_TRUE(absl::StartsWith(small, "<svg class=\"qr\" viewBox=\"0 0 33 33\"")) << small;
  EXPECT_TRUE(absl::StrContains(QrCodeSvg(std::string(200, 'a')), "viewBox=\"0 0 65 65\""));
  EXPECT_FALSE(absl::StrContains(small, "example.org")) << "read aloud, it is called a code";
  EXPECT_EQ(QrCodeSvg(std::string(4000, 'a')), "");
  EXPECT_EQ(QrCodeSvg(""), "");
}

}  // namespace
}  // namespace pcsp::text
