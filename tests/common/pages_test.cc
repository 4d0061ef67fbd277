#include "common/text/pages/html.h"
#include "common/text/pages/percent.h"
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

}  // namespace
}  // namespace pcsp::text
