#include "services/diagnosis/rpc/knowledge/programme_comparison.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "services/diagnosis/domain/comparison/readings.h"
#include "services/diagnosis/rpc/convert.h"
#include "services/diagnosis/rpc/knowledge/convert_comparison.h"

namespace pcsp::diagnosis {
namespace {

constexpr int kDefaultPage = 100;
constexpr int kLargestPage = 500;

// The organisation that evidence on its subject comes from.
std::string OrganisationOf(const v1::Evidence& evidence) {
  for (const v1::LevelEvidence& level : evidence.levels()) {
    if (level.level() == evidence.subject_level()) return level.organisation();
  }
  return "";
}

class SiteComparer {
 public:
  SiteComparer(const rpc::Call& call, const KnowledgeBaseComparison& comparison,
               v1::DiffKnowledgeBasesResponse* reply)
      : call_(call), comparison_(comparison), reply_(*reply) {}

  absl::Status AddGiven(const v1::DiffKnowledgeBasesRequest& request) {
    Violations violations;
    for (int i = 0; i < request.evidence_size(); ++i) {
      if (call_.cancelled && call_.cancelled()) return absl::CancelledError();
      const auto site = comparison_.Compare(FromProto(request.evidence(i)));
      violations.Merge(absl::StrCat("evidence[", i, "]."), site.status());
      if (site.ok()) Add(*site, OrganisationOf(request.evidence(i)), i, "");
    }
    return violations.ToStatus();
  }

  absl::Status AddStored(const std::vector<StoredEvidence>& stored) {
    for (const StoredEvidence& one : stored) {
      if (call_.cancelled && call_.cancelled()) return absl::CancelledError();
      v1::Evidence evidence;
      if (one.evidence.empty() || !evidence.ParseFromString(one.evidence)) {
        reply_.set_without_evidence_count(reply_.without_evidence_count() + 1);
        continue;
      }
      auto site = comparison_.Compare(FromProto(evidence));
      // What was read once by some version is not the caller's fault now.
      if (!site.ok()) site = SiteDifference{{}, {std::string(site.status().message())}};
      Add(*site, one.name.organisation.Text(), -1, one.name.Text());
    }
    return absl::OkStatus();
  }

 private:
  void Add(const SiteDifference& site, const std::string& organisation, int index,
           const std::string& diagnosis) {
    reply_.set_compared_count(reply_.compared_count() + 1);
    reply_.set_small_move_count(reply_.small_move_count() + site.small_moves);
    if (site.issues.empty() && site.left_out.empty()) return;
    v1::SiteDifference* added = reply_.add_sites();
    ToProto(site, added);
    added->set_organisation(organisation);
    added->set_evidence_index(index);
    added->set_diagnosis(diagnosis);
  }

  const rpc::Call& call_;
  const KnowledgeBaseComparison& comparison_;
  v1::DiffKnowledgeBasesResponse& reply_;
};

}  // namespace

StoredPage::StoredPage(const v1::DiffKnowledgeBasesRequest& request, const PageTokens& tokens,
                       Violations* violations)
    : tokens_(tokens),
      arguments_({"DiffKnowledgeBases", request.programme(), request.before(), request.after(),
                  Sha256Hex(request.after_file().SerializeAsString())}) {
  const auto cursor = tokens.Decode(request.page_token(), arguments_);
  violations->Merge("", cursor.status());
  if (request.page_size() < 0) {
    violations->Add("page_size", absl::StrCat(request.page_size()), "0 or more");
  }
  if (request.programme().empty()) return;
  const auto all = ParseOrganisationOrAll(absl::StrCat(request.programme(), "/organisations/-"));
  if (!all) violations->Add("programme", request.programme(), "programmes/{programme}");
  if (!all || !cursor.ok()) return;
  query_ = DiagnosisQuery{.parent = *all, .latest_only = true};
  query_->after = DiagnosisCursorFrom(*cursor);
  query_->limit =
      std::min(request.page_size() == 0 ? kDefaultPage : request.page_size(), kLargestPage);
}

absl::StatusOr<std::vector<StoredEvidence>> StoredPage::Read(Store* store,
                                                             std::string* next_token) const {
  if (!query_) return std::vector<StoredEvidence>();
  DiagnosisQuery query = *query_;
  const size_t page = query.limit++;  // one more tells whether there is another page
  ASSIGN_OR_RETURN(std::vector<StoredEvidence> found, store->ListEvidence(query));
  if (found.size() > page) {
    found.resize(page);
    const StoredEvidence& last = found.back();
    *next_token = tokens_.Encode(
        {absl::StrCat(absl::ToUnixMicros(last.create_time)), last.name.diagnosis}, arguments_);
  }
  return found;
}

absl::StatusOr<v1::DiffKnowledgeBasesResponse> CompareSites(
    const rpc::Call& call, const v1::DiffKnowledgeBasesRequest& request, Versions versions,
    const StoredPage& page, Store* store) {
  v1::DiffKnowledgeBasesResponse reply;
  reply.set_before(KnowledgeBaseText(versions.before.Name()));
  reply.set_after(KnowledgeBaseText(versions.after.Name()));
  ASSIGN_OR_RETURN(
      const KnowledgeBaseComparison comparison,
      KnowledgeBaseComparison::Make(std::move(versions.before), std::move(versions.after)));
  for (const Change& change : comparison.changes()) ToProto(change, reply.add_changes());
  SiteComparer sites(call, comparison, &reply);
  RETURN_IF_ERROR(sites.AddGiven(request));
  ASSIGN_OR_RETURN(const auto stored, page.Read(store, reply.mutable_next_page_token()));
  RETURN_IF_ERROR(sites.AddStored(stored));
  return reply;
}

}  // namespace pcsp::diagnosis
