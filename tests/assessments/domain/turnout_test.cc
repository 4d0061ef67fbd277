#include "services/assessments/domain/invitations/turnout.h"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::assessments {
namespace {

using ::testing::SizeIs;

// Band as something that can be compared and ordered.
using Ends = std::pair<int, int>;
Ends EndsOf(const Band& band) { return {band.low, band.high}; }

TEST(CautiousBandOf, EndsWellBeforeAll) {
  EXPECT_EQ(CautiousBandOf(0, 6, 5), (Band{0, 6})) << "six of six would be told from four";
  EXPECT_EQ(CautiousBandOf(6, 6, 5), (Band{0, 6}));
  EXPECT_EQ(CautiousBandOf(4, 9, 5), (Band{0, 4}));
  EXPECT_EQ(CautiousBandOf(5, 9, 5), (Band{5, 9}));
  EXPECT_EQ(CautiousBandOf(12, 13, 5), (Band{5, 13}));
  EXPECT_EQ(CautiousBandOf(12, 14, 5), (Band{10, 14}));
  EXPECT_EQ(CautiousBandOf(30, 100, 5), (Band{20, 39}));
}

using Teller =
    std::function<Band(const std::vector<InvitationBatch>& batches, int used, int least)>;

// In how many of all small cases `tells` says more of a site's invitations, before or after a batch
// is revoked, than the band of answers that everybody sees.
int CasesTold(const Teller& tells) {
  int told_more = 0;
  for (int least = 3; least <= 5; ++least) {
    for (int a = 1; a <= 14; ++a) {
      for (int b = 1; b <= 7; ++b) {
        const InvitationBatch first{.issued = a}, second{.issued = b};
        InvitationBatch gone = second;
        gone.revoked = true;
        std::map<Ends, std::pair<Ends, Ends>> told;  // by what everybody sees
        for (int used = 0; used <= a + b; ++used) {
          const std::pair<Ends, Ends> now = {EndsOf(tells({first, second}, used, least)),
                                             EndsOf(tells({first, gone}, used, least))};
          const Ends seen = EndsOf(BandOf(used, least));
          told_more += told.try_emplace(seen, now).first->second != now;
        }
      }
    }
  }
  return told_more;
}

// Attack 5 of domain.md 7.3, and its kin: a list of whom to remind gives away who has answered.
TEST(OutstandingOf, TellsNothingThatTheProgressDoesNot) {
  EXPECT_EQ(CasesTold([](const auto& batches, int used, int least) {
              return OutstandingOf(batches, used, least).band;
            }),
            0);
}

TEST(OutstandingOf, WouldTellAsACount) {
  EXPECT_GT(CasesTold([](const auto& batches, int used, int least) {
              const int left = std::max(0, OutstandingOf(batches, used, least).issued - used);
              return Band{left, left};
            }),
            1000);
}

TEST(OutstandingOf, IsTrueAndWideEnough) {
  for (int least : {3, 5}) {
    for (int live = 1; live <= 14; ++live) {
      for (int revoked = 0; revoked <= 7; ++revoked) {
        const InvitationBatch first{.issued = live};
        const InvitationBatch second{.issued = revoked, .revoked = true};
        for (int a = 0; a <= live; ++a) {
          for (int b = 0; b <= revoked; ++b) {
            const Outstanding told = OutstandingOf({first, second}, a + b, least);
            EXPECT_EQ(told.issued, live);
            EXPECT_LE(told.band.low, live - a);
            EXPECT_GE(told.band.high, live - a);
            EXPECT_GE(told.band.high - told.band.low, std::min(least - 1, live));
          }
        }
      }
    }
  }
}

std::vector<WaveSite> Sites(int count, int gps, int nurses) {
  std::vector<WaveSite> sites;
  for (int i = 0; i < count; ++i) {
    sites.push_back({.organisation = "a", .headcount = {gps, nurses, 0, 0, 0}, .number = i + 1});
  }
  return sites;
}

TEST(TurnoutOf, TellsOfGroupsThatAreSpreadWideEnough) {
  const std::vector<int> answered = {7, 3, 0, 0, 0};
  const auto turnout = TurnoutOf(Sites(6, 4, 1), answered, 5);
  ASSERT_THAT(turnout, SizeIs(2));
  EXPECT_EQ(turnout[0].staff_group, StaffGroup::kGp);
  EXPECT_EQ(turnout[0].headcount, 24);
  EXPECT_EQ(turnout[0].sites, 6);
  EXPECT_EQ(turnout[0].band, (Band{5, 9}));
  EXPECT_EQ(turnout[1].headcount, 6);
  EXPECT_EQ(turnout[1].band, std::nullopt) << "six nurses are fewer than ten";
  EXPECT_EQ(TurnoutOf(Sites(4, 40, 0), answered, 5)[0].band, std::nullopt) << "four sites";
}

TEST(TurnoutOf, DecidesWithoutLookingAtAnswers) {
  for (const auto& sites : {Sites(6, 4, 1), Sites(4, 9, 9), Sites(12, 1, 0)}) {
    for (int gps = 0; gps < 10; ++gps) {
      const auto none = TurnoutOf(sites, std::vector<int>(5, 0), 5);
      const auto some = TurnoutOf(sites, std::vector<int>{gps, 1, 0, 0, 0}, 5);
      ASSERT_EQ(none.size(), some.size());
      for (size_t i = 0; i < none.size(); ++i) {
        EXPECT_EQ(none[i].band.has_value(), some[i].band.has_value());
      }
    }
  }
}

}  // namespace
}  // namespace pcsp::assessments
