// Invitations on every engine: issued, answered with, revoked, sealed.
#include <filesystem>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/ids.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/domain/invitations/token.h"
#include "tests/assessments/store/store_fixture.h"
#include "tests/support/audit_chains.h"

namespace pcsp::assessments::testing {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::IsLine;
using pcsp::testing::IsOkAndHolds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class InvitationStoreTest : public StoreTest {
 protected:
  // Issues tokens "BATCH/0", "BATCH/1" ... for nurses of `site`.
  absl::Status Issue(const Wave& wave, const std::string& batch, int site, int count,
                     const sql::RequestKey& key = {}) {
    std::vector<TokenHash> hashes;
    for (int i = 0; i < count; ++i) hashes.push_back(HashOfToken(absl::StrCat(batch, "/", i)));
    return store_->IssueInvitations(key,
                                    {.name = {wave.name, batch},
                                     .site = site,
                                     .staff_group = StaffGroup::kNurse,
                                     .issued = count},
                                    hashes, kNow);
  }
  absl::Status RevokeBatch(const Wave& wave, const std::string& batch) {
    return store_
        ->RevokeInvitations(
            {}, {wave.name, batch}, kNow,
            [](InvitationBatch given) { return Revoke(std::move(given), ""); },
            [](const InvitationBatch& given) { return given.etag(); })
        .status();
  }
  PackedResponse Invited(const Wave& wave, const std::string& token, const std::string& answers,
                         const std::string& request_id = "") {
    PackedResponse response = Response(wave, 1, answers, request_id);
    response.token = HashOfToken(token).selector;
    return response;
  }
  std::optional<Invitation> Find(const Wave& wave, const std::string& token) {
    return store_->FindInvitation(wave.name, HashOfToken(token).selector).value();
  }
  void Complete(const Wave& wave) {
    ASSERT_OK(store_->UpdateWave(
        "assessments.CompleteWave", wave.name,
        [](Wave w) { return assessments::Complete(std::move(w), kNow); }, Encoded));
  }
  std::vector<std::string> Strings(const std::string& query) {
    std::vector<std::string> found;
    EXPECT_OK(db().Read([&](soci::session& session) {
      std::string text;
      soci::statement rows = (session.prepare << query, soci::into(text));
      rows.execute();
      while (rows.fetch()) found.push_back(text);
      return absl::OkStatus();
    }));
    return found;
  }
};
INSTANTIATE_TEST_SUITE_P(EveryDatabase, InvitationStoreTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

TEST_P(InvitationStoreTest, FindsATokenInItsOwnWaveAlone) {
  const Wave wave = OpenWave(), other = OpenWave("w2");
  ASSERT_OK(Issue(wave, "b1", 2, 3));
  const auto found = Find(wave, "b1/1");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->site, 2);
  EXPECT_EQ(found->staff_group, StaffGroup::kNurse);
  EXPECT_EQ(found->wave_key, wave.key);
  EXPECT_EQ(found->wave_state, WaveState::kOpen);
  EXPECT_EQ(found->verifier, HashOfToken("b1/1").verifier);
  EXPECT_EQ(found->claim, "");
  EXPECT_EQ(Find(wave, "b1/3"), std::nullopt);
  EXPECT_EQ(Find(other, "b1/1"), std::nullopt);
}

TEST_P(InvitationStoreTest, IssuesOncePerRequestAndKeepsNoToken) {
  const Wave wave = OpenWave();
  const sql::RequestKey key{"", "assessments.IssueInvitations", kRequest, "hash"};
  ASSERT_OK(Issue(wave, "b1", 1, 2, key));
  const absl::Status again = Issue(wave, "b2", 1, 2, key);
  EXPECT_THAT(again, HasReason("INVITATIONS_ALREADY_ISSUED"));
  EXPECT_THAT(std::string(again.message()), ::testing::HasSubstr("invitationBatches/b1"));
  EXPECT_THAT(Issue(wave, "b1", 1, 2), HasReason("INVITATIONS_ALREADY_ISSUED"))
      << "when the log of requests has forgotten it";
  sql::RequestKey other = key;
  other.payload_hash = "another";
  EXPECT_THAT(Issue(wave, "b3", 1, 2, other), HasReason("REQUEST_ID_REUSED"));
  EXPECT_THAT(store_->ListBatches(wave), IsOkAndHolds(SizeIs(1)));
  EXPECT_THAT(Strings("select selector from invitation"), SizeIs(2));
  for (const std::string& text : Strings("select reply from request_log")) {
    EXPECT_EQ(text.find("b1/"), std::string::npos);
  }
  EXPECT_THAT(pcsp::testing::SoundChain(db(), "p"),
              ::testing::Contains(IsLine("assessments.IssueInvitations",
                                         "programmes/p/waves/w1/invitationBatches/b1"))
                  .Times(1));
}

TEST_P(InvitationStoreTest, IsIssuedWhileTheWaveIsOpen) {
  ASSERT_OK(store_->CreateWave({}, Draft("w0"), Encoded));
  EXPECT_THAT(Issue(store_->GetWave({"p", "w0"}).value(), "b1", 1, 1), HasReason("WAVE_NOT_OPEN"));
  const Wave wave = OpenWave();
  CloseWave(wave);
  EXPECT_THAT(Issue(wave, "b1", 1, 1), HasReason("WAVE_CLOSED"));
  Wave none = wave;
  none.name.wave = "w9";
  EXPECT_THAT(Issue(none, "b1", 1, 1), HasReason("WAVE_NOT_FOUND"));
}

TEST_P(InvitationStoreTest, ATokenIsBurntWithItsAnswerAndKeepsNothingOfIt) {
  const Wave wave = OpenWave();
  ASSERT_OK(Issue(wave, "b1", 1, 3));
  ASSERT_OK(store_->SaveDraft(wave.key, HashOfToken("b1/0").selector, "sealed"));
  EXPECT_EQ(Find(wave, "b1/0")->draft, "sealed");
  PackedResponse response = Invited(wave, "b1/0", "512340", kRequest);
  EXPECT_THAT(
      store_->Append({response, Invited(wave, "b1/1", "111111", "r2")}),
      IsOkAndHolds(ElementsAre(HasReason("DRAFT_CHANGED"), IsOkAndHolds(Appended::kStored))))
      << "what was saved meanwhile is not lost";
  EXPECT_EQ(Find(wave, "b1/0")->claim, "");
  response.draft = "sealed";
  EXPECT_THAT(store_->Append({response}),
              IsOkAndHolds(ElementsAre(IsOkAndHolds(Appended::kStored))));
  EXPECT_THAT(store_->Append({response}),
              IsOkAndHolds(ElementsAre(IsOkAndHolds(Appended::kDuplicate))));
  EXPECT_THAT(Rows(wave), UnorderedElementsAre(Pair(1, "512340"), Pair(1, "111111")));
  const auto burnt = Find(wave, "b1/0");
  EXPECT_EQ(burnt->claim, ClaimOf(kRequest));
  EXPECT_EQ(burnt->draft, "");
  EXPECT_EQ(Find(wave, "b1/2")->claim, "");
  EXPECT_THAT(Strings("select cast(claim as text) from burnt_claim"), IsEmpty())
      << "once is enough";
  EXPECT_THAT(store_->SaveDraft(wave.key, HashOfToken("b1/0").selector, "late"),
              HasReason("INVITATION_NOT_VALID"));
  EXPECT_THAT(store_->CountAnsweredByToken(wave), IsOkAndHolds(ElementsAre(2, 0, 0)));
}

TEST_P(InvitationStoreTest, ATokenCountsOnceWithinABatchAndAcross) {
  const Wave wave = OpenWave();
  ASSERT_OK(Issue(wave, "b1", 1, 3));
  const auto stored = IsOkAndHolds(Appended::kStored);
  const auto duplicate = IsOkAndHolds(Appended::kDuplicate);
  const auto refused = HasReason("INVITATION_NOT_VALID");
  EXPECT_THAT(
      store_->Append({Invited(wave, "b1/0", "111111", "r1"), Invited(wave, "b1/0", "222222", "r1"),
                      Invited(wave, "b1/0", "333333", "r2"), Response(wave, 2, "444444")}),
      IsOkAndHolds(ElementsAre(stored, duplicate, refused, stored)));
  EXPECT_THAT(store_->Append(
                  {Invited(wave, "b1/0", "555555", "r1"), Invited(wave, "b1/0", "555555", "r3"),
                   Invited(wave, "b1/1", "666666", "r1"), Invited(wave, "unknown", "777777", "r4"),
                   Invited(wave, "b1/2", "888888", "")}),
              IsOkAndHolds(ElementsAre(duplicate, refused, stored, refused, stored)));
  EXPECT_THAT(Rows(wave), UnorderedElementsAre(Pair(1, "111111"), Pair(2, "444444"),
                                               Pair(1, "666666"), Pair(1, "888888")));
}

TEST_P(InvitationStoreTest, ABatchKeepsWhenItExpires) {
  const Wave wave = OpenWave();
  const absl::Time end = kNow + absl::Hours(24);
  ASSERT_OK(store_->IssueInvitations({},
                                     {.name = {wave.name, "b1"},
                                      .site = 1,
                                      .staff_group = StaffGroup::kNurse,
                                      .issued = 1,
                                      .expire_time = end},
                                     {HashOfToken("b1/0")}, kNow));
  ASSERT_OK(Issue(wave, "b2", 1, 1));
  EXPECT_EQ(Find(wave, "b1/0")->expire_time, end);
  EXPECT_EQ(Find(wave, "b2/0")->expire_time, std::nullopt);
  const auto batches = store_->ListBatches(wave);
  ASSERT_OK(batches);
  EXPECT_EQ(batches->at(0).expire_time, end);
  EXPECT_FALSE(batches->at(0).HasExpired(kNow));
  EXPECT_TRUE(batches->at(0).HasExpired(end));
  EXPECT_FALSE(batches->at(1).HasExpired(absl::InfiniteFuture()));
  ASSERT_OK(RevokeBatch(wave, "b1"));
  EXPECT_EQ(store_->ListBatches(wave)->at(0).expire_time, end);
}

TEST_P(InvitationStoreTest, NoTokenIsBurntByABatchThatFails) {
  const Wave wave = OpenWave();
  ASSERT_OK(Issue(wave, "b1", 1, 1));
  PackedResponse bad = Response(wave, 1, "222222");
  bad.staff_group = static_cast<StaffGroup>(9);
  EXPECT_FALSE(store_->Append({Invited(wave, "b1/0", "111111", kRequest), bad}).ok());
  EXPECT_EQ(Find(wave, "b1/0")->claim, "");
  EXPECT_THAT(Rows(wave), IsEmpty());
}

TEST_P(InvitationStoreTest, ExpiresWithTheWaveButARetryIsAcknowledged) {
  const Wave wave = OpenWave();
  ASSERT_OK(Issue(wave, "b1", 1, 2));
  ASSERT_OK(store_->Append({Invited(wave, "b1/0", "111111", kRequest)}));
  CloseWave(wave);
  EXPECT_THAT(store_->Append({Invited(wave, "b1/0", "111111", kRequest),
                              Invited(wave, "b1/1", "222222", "r2")}),
              IsOkAndHolds(ElementsAre(IsOkAndHolds(Appended::kDuplicate),
                                       HasReason("INVITATION_NOT_VALID"))));
  EXPECT_EQ(Find(wave, "b1/1")->wave_state, WaveState::kClosing);
  EXPECT_THAT(store_->SaveDraft(wave.key, HashOfToken("b1/1").selector, "late"),
              HasReason("INVITATION_NOT_VALID"));
  EXPECT_THAT(Rows(wave), SizeIs(1));
}

TEST_P(InvitationStoreTest, RevokesWhatIsOutstandingAndNothingElse) {
  const Wave wave = OpenWave();
  ASSERT_OK(Issue(wave, "b1", 1, 2));
  ASSERT_OK(Issue(wave, "b2", 1, 1));
  ASSERT_OK(store_->Append({Invited(wave, "b1/0", "111111", kRequest)}));
  EXPECT_THAT(RevokeBatch(wave, "b9"), HasReason("INVITATION_BATCH_NOT_FOUND"));
  ASSERT_OK(RevokeBatch(wave, "b1"));
  ASSERT_OK(RevokeBatch(wave, "b1"));
  EXPECT_EQ(Find(wave, "b1/1")->claim, kRevoked);
  EXPECT_THAT(store_->Append({Invited(wave, "b1/0", "111111", kRequest),
                              Invited(wave, "b1/1", "222222", "r2"),
                              Invited(wave, "b2/0", "333333", "r3")}),
              IsOkAndHolds(ElementsAre(IsOkAndHolds(Appended::kDuplicate),
                                       HasReason("INVITATION_NOT_VALID"),
                                       IsOkAndHolds(Appended::kStored))));
  EXPECT_THAT(store_->CountAnsweredByToken(wave), IsOkAndHolds(ElementsAre(2, 0, 0)))
      << "a revoked token is not an answer";
  EXPECT_THAT(pcsp::testing::SoundChain(db(), "p"), SizeIs(5))
      << "made, opened, issued twice, revoked once; answers leave no line";
}

// Of a closed wave nothing is left of the order in which answers came in, nor of drafts.
TEST_P(InvitationStoreTest, ACompletedWaveIsSealed) {
  const Wave wave = OpenWave(), other = OpenWave("w2");
  ASSERT_OK(Issue(wave, "b1", 1, 40));
  ASSERT_OK(store_->Append({Response(other, 1, "101010", "another")}));
  std::vector<std::string> in_order;
  for (int i = 0; i < 39; ++i) {
    in_order.push_back(absl::StrCat(100'000 + i));
    ASSERT_OK(store_->Append(
        {i % 2 == 0 ? Invited(wave, absl::StrCat("b1/", i), in_order.back(), absl::StrCat("r", i))
                    : Response(wave, 1, in_order.back(), absl::StrCat("x", i))}));
  }
  ASSERT_OK(store_->SaveDraft(wave.key, HashOfToken("b1/39").selector, "sealed"));
  const auto before = Rows(wave);
  CloseWave(wave);
  Complete(wave);
  EXPECT_THAT(Rows(wave), ::testing::UnorderedElementsAreArray(before));
  EXPECT_THAT(Rows(other), SizeIs(1));
  EXPECT_THAT(Strings("select draft from invitation where draft <> ''"), IsEmpty());
  const std::vector<std::string> stored = Strings("select answers from response");
  EXPECT_FALSE(std::is_sorted(stored.begin(), stored.end()));
  EXPECT_THAT(store_->Append({Invited(wave, "b1/0", "100000", "r0")}),
              IsOkAndHolds(ElementsAre(IsOkAndHolds(Appended::kDuplicate))));
  if (GetParam() == pcsp::testing::DatabaseKind::kSqliteFile) {
    const std::string log =
        absl::StrCat(absl::StripPrefix(options().url, "sqlite:"), options().schema, ".db-wal");
    EXPECT_EQ(std::filesystem::file_size(log), 0u) << "batches can be told apart in the log";
  }
  if (GetParam() != pcsp::testing::DatabaseKind::kPostgresql) return;
  // PostgreSQL says of each row which transaction wrote it: one and the same.
  for (const char* table : {"response", "burnt_claim", "invitation"}) {
    EXPECT_THAT(Strings(absl::StrCat("select distinct cast(xmin as text) from ", table,
                                     " where wave_key = ", wave.key)),
                SizeIs(1))
        << table;
  }
}

TEST_P(InvitationStoreTest, PublishesAWave) {
  const Wave wave = OpenWave();
  CloseWave(wave);
  Complete(wave);
  ASSERT_OK(store_->UpdateWave(
      "assessments.PublishWave", wave.name,
      [](Wave w) { return Publish(std::move(w), "", kNow + absl::Hours(1)); }, Encoded));
  const Wave published = store_->GetWave(wave.name).value();
  EXPECT_EQ(published.state, WaveState::kPublished);
  EXPECT_EQ(published.publish_time, kNow + absl::Hours(1));
  EXPECT_EQ(published.revision, 5);
  EXPECT_EQ(published.access, WaveAccess::kAnyoneWithLink);
}

TEST_P(InvitationStoreTest, KeepsWhoMayAnswer) {
  Wave draft = Draft("w1");
  draft.access = WaveAccess::kInvitationOnly;
  ASSERT_OK(store_->CreateWave({}, draft, Encoded));
  EXPECT_EQ(store_->GetWave(draft.name)->access, WaveAccess::kInvitationOnly);
}

TEST_P(InvitationStoreTest, CountsAnswersByStaffGroup) {
  const Wave wave = OpenWave();
  PackedResponse gp = Response(wave, 2, "111111");
  gp.staff_group = StaffGroup::kGp;
  ASSERT_OK(store_->Append({Response(wave, 1, "111111"), Response(wave, 3, "222222"), gp}));
  EXPECT_THAT(store_->CountByStaffGroup(wave), IsOkAndHolds(ElementsAre(1, 2, 0, 0, 0)));
}

}  // namespace
}  // namespace pcsp::assessments::testing
