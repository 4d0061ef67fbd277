#include <algorithm>
#include <functional>

#include "common/base/audit/chain_check.h"
#include "common/base/audit/entry.h"
#include "common/base/audit/head.h"
#include "common/base/ids.h"
#include "gmock/gmock.h"
#include "tests/support/status_matchers.h"

namespace pcsp::audit {
namespace {

using ::pcsp::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

const absl::Time kNow = absl::FromUnixMicros(1'700'000'000'123'456);

// Makes what follows from the rest of a line.
void Seal(Entry& entry, const std::string& previous_hash) {
  entry.previous_hash = previous_hash;
  entry.hash = HashOf(entry);
}

std::vector<Entry> Chain(int lines) {
  std::vector<Entry> chain;
  for (int i = 1; i <= lines; ++i) {
    Entry entry;
    entry.programme = "north";
    entry.sequence = i;
    entry.time = kNow + absl::Seconds(i);
    entry.method = "registry.CreateOrganisation";
    entry.resource = "programmes/north/organisations/o" + std::to_string(i);
    entry.request_hash = Sha256Hex("request");
    entry.salt = "salt";
    entry.content_hash = ContentHash(entry.salt, "reply " + std::to_string(i));
    Seal(entry, chain.empty() ? "" : chain.back().hash);
    chain.push_back(entry);
  }
  return chain;
}

ChainEnd EndOf(const std::vector<Entry>& chain) {
  return {chain.back().sequence, chain.back().hash};
}

Head HeadOf(const std::vector<Entry>& chain, int sequence) {
  return {.chain = ChainName("north", "registry"),
          .sequence = sequence,
          .hash = chain[sequence - 1].hash,
          .export_time = kNow};
}

// Kinds and places of what is found.
std::vector<std::pair<std::string, int64_t>> Find(const std::vector<Entry>& chain,
                                                  const ChainEnd& end,
                                                  const std::vector<Head>& exported = {}) {
  ChainCheck check(end, exported);
  for (const Entry& entry : chain) check.Add(entry);
  std::vector<std::pair<std::string, int64_t>> found;
  for (const Finding& f : check.Finish(end)) found.emplace_back(FaultText(f.fault), f.sequence);
  return found;
}

// Written down, so that no change of the program can make old chains look forged. In Python:
//   hashlib.sha256(b"".join(struct.pack("<I", len(f)) + f for f in fields)).hexdigest()
TEST(AuditEntry, HashIsWhatIsPromised) {
  Entry entry;
  entry.programme = "north";
  entry.sequence = 7;
  entry.time = kNow;
  entry.method = "registry.M";
  entry.resource = "programmes/north";
  entry.request_hash = "r";
  entry.actor = "a";
  entry.content_hash = "c";
  entry.previous_hash = "previous";
  EXPECT_EQ(HashOf(entry), "ab8f16797fb697bd4ec0e2f6e8c333265c79c6cb392c24e9667c0cb16462d155");
}

TEST(AuditEntry, EveryFieldChangesTheHashButTheSalt) {
  const Entry entry = Chain(2)[1];
  const std::vector<std::function<void(Entry&)>> changes = {
      [](Entry& e) { e.programme = "south"; }, [](Entry& e) { ++e.sequence; },
      [](Entry& e) { e.time += absl::Microseconds(1); }, [](Entry& e) { e.method += "s"; },
      [](Entry& e) { e.resource += "1"; }, [](Entry& e) { e.request_hash = ""; },
      [](Entry& e) { e.actor = "somebody"; },
      [](Entry& e) { e.content_hash = ContentHash("", ""); },
      [](Entry& e) { e.previous_hash = ""; },
      // A boundary that is moved gives other fields.
      [](Entry& e) {
        e.resource = e.method.back() + e.resource;
        e.method.pop_back();
      }};
  for (size_t i = 0; i < changes.size(); ++i) {
    Entry changed = entry;
    changes[i](changed);
    EXPECT_NE(HashOf(changed), entry.hash) << i;
  }
  Entry forgotten = entry;
  forgotten.salt = "";
  EXPECT_EQ(HashOf(forgotten), entry.hash);
}

TEST(AuditEntry, ContentHashKeepsSaltAndContentApart) {
  EXPECT_NE(ContentHash("ab", "c"), ContentHash("a", "bc"));
}

TEST(SigningKey, SignsAndIsKnownByItsPublicHalf) {
  const auto key = SigningKey::FromPem(SigningKey::NewPem());
  const auto other = SigningKey::FromPem(SigningKey::NewPem());
  ASSERT_OK(key);
  ASSERT_OK(other);
  const std::string signature = (*key)->Sign("bytes");
  EXPECT_TRUE(IsSignedBy((*key)->public_key(), "bytes", signature));
  EXPECT_FALSE(IsSignedBy((*key)->public_key(), "byteS", signature));
  EXPECT_FALSE(IsSignedBy((*other)->public_key(), "bytes", signature));
  for (const std::string& odd : {std::string(), std::string("zz"), signature.substr(2)}) {
    EXPECT_FALSE(IsSignedBy((*key)->public_key(), "bytes", odd));
    EXPECT_FALSE(IsSignedBy(odd, "bytes", signature));
  }
}

// RFC 8032, 7.1, test 2.
TEST(SigningKey, IsEd25519) {
  const auto key = SigningKey::FromPem(
      "-----BEGIN PRIVATE KEY-----\n"
      "MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7\n"
      "-----END PRIVATE KEY-----\n");
  ASSERT_OK(key);
  EXPECT_EQ((*key)->public_key(),
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  EXPECT_EQ((*key)->Sign("\x72"),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

TEST(SigningKey, RefusesWhatIsNone) {
  EXPECT_THAT(SigningKey::FromPem(""), HasReason("INVALID_SIGNING_KEY"));
  EXPECT_THAT(SigningKey::FromPem("secret"), HasReason("INVALID_SIGNING_KEY"));
  EXPECT_THAT(std::string(SigningKey::FromPem("secret").status().message()),
              Not(HasSubstr("secret")));
  const std::string pem = SigningKey::NewPem();
  EXPECT_THAT(SigningKey::FromPem(pem.substr(0, pem.size() / 2)), HasReason("INVALID_SIGNING_KEY"));
}

TEST(AuditHead, SignatureCoversEverything) {
  const auto key = SigningKey::FromPem(SigningKey::NewPem());
  ASSERT_OK(key);
  const Head head = Signed(HeadOf(Chain(3), 3), **key);
  EXPECT_TRUE(HasValidSignature(head));
  for (const auto& change : std::vector<std::function<void(Head&)>>{
           [](Head& h) { h.chain = ChainName("south", "registry"); },
           [](Head& h) { h.sequence = 2; }, [](Head& h) { h.hash = Chain(2)[1].hash; },
           [](Head& h) { h.export_time += absl::Microseconds(1); },
           [](Head& h) { h.public_key = ""; }, [](Head& h) { h.signature = ""; }}) {
    Head changed = head;
    change(changed);
    EXPECT_FALSE(HasValidSignature(changed));
  }
}

TEST(ChainCheck, FindsNothingInASoundChain) {
  const std::vector<Entry> chain = Chain(50);
  EXPECT_THAT(Find(chain, EndOf(chain), {HeadOf(chain, 1), HeadOf(chain, 30), HeadOf(chain, 50)}),
              IsEmpty());
  EXPECT_THAT(Find({}, {}), IsEmpty());
}

TEST(ChainCheck, LetsAChainGrowMeanwhile) {
  const std::vector<Entry> chain = Chain(5);
  ChainCheck check(EndOf(Chain(3)), {});
  for (const Entry& entry : chain) check.Add(entry);
  EXPECT_THAT(check.Finish(EndOf(Chain(7))), IsEmpty());
}

TEST(ChainCheck, FindsAnEdit) {
  std::vector<Entry> chain = Chain(9);
  const ChainEnd end = EndOf(chain);
  chain[4].resource = "programmes/north/organisations/other";
  EXPECT_THAT(Find(chain, end), ElementsAre(Pair("edited", 5)));
  // With a hash that fits its new words it no longer fits the next line...
  chain[4].hash = HashOf(chain[4]);
  EXPECT_THAT(Find(chain, end), ElementsAre(Pair("replaced", 6)));
  // ... and with every later hash made anew, what was kept elsewhere.
  const Head head = HeadOf(Chain(9), 7);
  for (size_t i = 5; i < chain.size(); ++i) Seal(chain[i], chain[i - 1].hash);
  EXPECT_THAT(Find(chain, end), ElementsAre(Pair("rewritten", 9)));
  EXPECT_THAT(Find(chain, EndOf(chain)), IsEmpty());
  EXPECT_THAT(Find(chain, EndOf(chain), {head}), ElementsAre(Pair("rewritten", 7)));
}

TEST(ChainCheck, FindsADeletion) {
  std::vector<Entry> chain = Chain(9);
  const ChainEnd end = EndOf(chain);
  chain.erase(chain.begin() + 3, chain.begin() + 5);
  EXPECT_THAT(Find(chain, end), ElementsAre(Pair("missing", 4)));
  // The gap closed by new numbers.
  for (size_t i = 3; i < chain.size(); ++i) chain[i].sequence -= 2;
  EXPECT_THAT(Find(chain, end), ElementsAre(Pair("missing", 4), Pair("cut", 8)));
  chain = Chain(9);
  chain.erase(chain.begin());
  EXPECT_THAT(Find(chain, end), ElementsAre(Pair("missing", 1)));
}

TEST(ChainCheck, FindsAReordering) {
  std::vector<Entry> chain = Chain(9);
  const ChainEnd end = EndOf(chain);
  std::swap(chain[2], chain[5]);
  std::swap(chain[2].sequence, chain[5].sequence);
  EXPECT_THAT(Find(chain, end), ElementsAre(Pair("moved", 3), Pair("moved", 6)));
  chain = Chain(9);
  std::swap(chain[7], chain[8]);
  std::swap(chain[7].sequence, chain[8].sequence);
  EXPECT_THAT(Find(chain, end),
              ElementsAre(Pair("rewritten", 9), Pair("moved", 8), Pair("moved", 9)));
}

TEST(ChainCheck, FindsAnInsertion) {
  std::vector<Entry> chain = Chain(6);
  const ChainEnd end = EndOf(chain);
  Entry forged = chain[2];
  forged.resource = "programmes/north/organisations/forged";
  forged.sequence = 4;
  Seal(forged, chain[2].hash);
  chain.insert(chain.begin() + 3, forged);
  for (size_t i = 4; i < chain.size(); ++i) ++chain[i].sequence;
  EXPECT_THAT(Find(chain, end),
              ElementsAre(Pair("rewritten", 6), Pair("inserted", 4), Pair("inserted", 7)));
  // After the end, where only the store's own record tells.
  chain = Chain(6);
  forged.sequence = 7;
  Seal(forged, chain.back().hash);
  chain.push_back(forged);
  EXPECT_THAT(Find(chain, end), ElementsAre(Pair("inserted", 7)));
}

TEST(ChainCheck, FindsACutTail) {
  std::vector<Entry> chain = Chain(9);
  const ChainEnd end = EndOf(chain);
  const Head head = HeadOf(chain, 8);
  chain.resize(6);
  EXPECT_THAT(Find(chain, end), ElementsAre(Pair("cut", 7)));
  // The store's record cut as well: sound in itself, and shorter than what was exported.
  EXPECT_THAT(Find(chain, EndOf(chain)), IsEmpty());
  EXPECT_THAT(Find(chain, EndOf(chain), {head}), ElementsAre(Pair("cut", 7)));
  EXPECT_THAT(Find({}, {}, {head}), ElementsAre(Pair("cut", 1)));
}

// A shift found once is tried first, so that a long chain does not take the square of its length.
TEST(ChainCheck, CountsAndDoesNotListWhatIsMuch) {
  std::vector<Entry> chain = Chain(3000);
  const ChainEnd end = EndOf(chain);
  std::vector<Entry> edited = chain;
  for (Entry& entry : edited) entry.actor = "nobody";
  EXPECT_EQ(Find(edited, end).size(), 20u);
  chain.erase(chain.begin() + 1);
  for (size_t i = 1; i < chain.size(); ++i) --chain[i].sequence;
  EXPECT_THAT(Find(chain, end), ElementsAre(Pair("missing", 2), Pair("cut", 3000)));
}

}  // namespace
}  // namespace pcsp::audit
