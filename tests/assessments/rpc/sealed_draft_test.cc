#include "services/assessments/rpc/invitations/sealed_draft.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::assessments {
namespace {

constexpr char kWave[] = "programmes/p/waves/w1";

TEST(SealedDraft, OpensWithItsTokenAlone) {
  const std::string sealed = SealDraft("token", kWave, "510a34");
  EXPECT_EQ(OpenDraft("token", kWave, sealed), "510a34");
  EXPECT_EQ(OpenDraft("Token", kWave, sealed), std::nullopt);
  EXPECT_EQ(OpenDraft("", kWave, sealed), std::nullopt);
  EXPECT_EQ(OpenDraft("token", "programmes/p/waves/w2", sealed), std::nullopt);
}

TEST(SealedDraft, ShowsNothingAndTellsAChange) {
  const std::string sealed = SealDraft("token", kWave, "000000");
  EXPECT_EQ(sealed.find("000000"), std::string::npos);
  EXPECT_NE(sealed, SealDraft("token", kWave, "000000")) << "the nonce is of chance";
  EXPECT_EQ(sealed.size(), SealDraft("token", kWave, "555555").size());
  for (size_t i = 0; i + 1 < sealed.size(); ++i) {  // the last character has bits to spare
    std::string changed = sealed;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_EQ(OpenDraft("token", kWave, changed), std::nullopt) << i;
  }
  for (const char* other : {"", "A", "not base64!", "AAAA"}) {
    EXPECT_EQ(OpenDraft("token", kWave, other), std::nullopt) << other;
  }
}

}  // namespace
}  // namespace pcsp::assessments
