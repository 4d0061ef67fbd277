#include "services/diagnosis/rpc/knowledge/knowledge_base_methods.h"

#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "services/diagnosis/domain/engine/check.h"
#include "services/diagnosis/domain/errors.h"
#include "services/diagnosis/domain/knowledge/fingerprint.h"
#include "services/diagnosis/domain/notes.h"
#include "services/diagnosis/rpc/convert.h"
#include "services/diagnosis/rpc/convert_knowledge_base.h"
#include "services/diagnosis/rpc/knowledge/programme_comparison.h"

namespace pcsp::diagnosis {
namespace {

constexpr int kMostEvidence = 1000;

std::string FileNameOf(const v1::KnowledgeBaseFile& file) {
  return file.file_name().empty() ? "knowledge_base.yaml" : file.file_name();
}

// What is wrong with the file names its fields, not those of the request.
absl::StatusOr<CheckedKnowledgeBase> ReadFile(const v1::KnowledgeBaseFile& file,
                                              const SolutionIds* solutions) {
  const std::string name = FileNameOf(file);
  ASSIGN_OR_RETURN(text::Document document, absl::EndsWith(name, ".json")
                                                ? text::ParseJson(file.content(), name)
                                                : text::ParseYaml(file.content(), name));
  return CheckKnowledgeBaseFile(std::move(document), solutions);
}

v1::KnowledgeBaseVersion VersionOf(const KnowledgeBase& kb, const std::string& hash,
                                   int64_t inference_cost) {
  v1::KnowledgeBaseVersion version;
  version.set_name(KnowledgeBaseText(kb.Name()));
  version.set_author(kb.author);
  version.set_hash(hash);
  version.set_issue_count(static_cast<int32_t>(kb.issues.size()));
  version.set_indicator_count(static_cast<int32_t>(kb.indicators.size()));
  version.set_inference_cost(inference_cost);
  return version;
}

// As it is published now, or was.
v1::KnowledgeBaseVersion PublishedVersion(const CheckedKnowledgeBase& checked,
                                          const KnowledgeBaseEdition* known, absl::Time now) {
  v1::KnowledgeBaseVersion version =
      VersionOf(checked.kb, FingerprintOf(checked.kb), checked.report.networks.back().cost);
  *version.mutable_publish_time() =
      ToTimestamp(known == nullptr ? now : known->publish_time.value_or(now));
  version.set_current(true);
  for (const Violation& warning : checked.report.warnings) {
    version.add_warnings(absl::StrCat(warning.field, ": expected ", warning.expected));
  }
  return version;
}

absl::Status CheckPublish(const v1::PublishKnowledgeBaseRequest& request) {
  Violations violations;
  if (request.file().content().empty()) {
    violations.Add("file.content", "", "the text of a knowledge base");
  }
  if (!request.request_id().empty() && !IsUuid(request.request_id())) {
    violations.Add("request_id", request.request_id(), "a UUID");
  }
  return violations.ToStatus();
}

RequestMark MarkOf(v1::PublishKnowledgeBaseRequest request) {
  RequestMark mark{.id = absl::AsciiStrToLower(request.request_id())};
  request.clear_request_id();
  mark.payload_hash = Sha256Hex(request.SerializeAsString());
  return mark;
}

}  // namespace

bool KnowledgeBaseMethods::AtHand(const std::string& name) const {
  const std::shared_ptr<const Shelf> shelf = options_.library->AtHand();
  return shelf != nullptr && shelf->Find(name) != nullptr;
}

std::optional<int64_t> KnowledgeBaseMethods::RevisionAtHand() const {
  const std::shared_ptr<const Shelf> shelf = options_.library->AtHand();
  if (shelf == nullptr) return std::nullopt;
  return shelf->revision;
}

absl::StatusOr<KnowledgeBaseMethods::Found> KnowledgeBaseMethods::Find(
    const std::string& name) const {
  Found found{options_.library->Fresh()};
  found.edition = found.shelf->Find(name);
  if (found.edition == nullptr) {
    // It may have been published on another replica a moment ago.
    RETURN_IF_ERROR(options_.library->Refresh());
    found.shelf = options_.library->Fresh();
    found.edition = found.shelf->Find(name);
  }
  if (found.edition == nullptr) return KnowledgeBaseNotFound(name);
  return found;
}

absl::StatusOr<std::shared_ptr<const Model>> KnowledgeBaseMethods::FindModel(
    const std::string& name) const {
  ASSIGN_OR_RETURN(const Found found, Find(name));
  return found.edition->model;
}

absl::StatusOr<v1::KnowledgeBase> KnowledgeBaseMethods::Get(
    const v1::GetKnowledgeBaseRequest& request) const {
  if (request.name().empty()) return InvalidField("name", "", "knowledgeBases/{id}@{version}");
  ASSIGN_OR_RETURN(const Found found, Find(request.name()));
  v1::KnowledgeBase kb = ToProto(*found.edition->model);
  if (found.edition->publish_time) {
    *kb.mutable_publish_time() = ToTimestamp(*found.edition->publish_time);
  }
  kb.set_current(found.edition == found.shelf->Find(""));
  return kb;
}

absl::StatusOr<v1::ListKnowledgeBasesResponse> KnowledgeBaseMethods::List() const {
  RETURN_IF_ERROR(options_.library->Refresh());
  const std::shared_ptr<const Shelf> shelf = options_.library->Fresh();
  v1::ListKnowledgeBasesResponse reply;
  for (const KnowledgeBaseEdition& edition : shelf->editions) {
    const Model& model = *edition.model;
    v1::KnowledgeBaseVersion* version = reply.add_knowledge_bases();
    *version = VersionOf(AsWritten(model.kb), model.content_hash,
                         model.at(Level::kPractice).network.states);
    if (edition.publish_time) *version->mutable_publish_time() = ToTimestamp(*edition.publish_time);
    version->set_current(&edition == shelf->Find(""));
  }
  return reply;
}

absl::StatusOr<v1::KnowledgeBaseVersion> KnowledgeBaseMethods::Publish(
    const rpc::Call& call, const v1::PublishKnowledgeBaseRequest& request) const {
  RETURN_IF_ERROR(CheckPublish(request));
  ASSIGN_OR_RETURN(const CheckedKnowledgeBase checked,
                   ReadFile(request.file(), options_.solutions));
  RETURN_IF_ERROR(options_.library->CheckWithCues(checked.kb));
  const std::shared_ptr<const Shelf> shelf = options_.library->Fresh();
  const KnowledgeBaseEdition* known = shelf->Find(KnowledgeBaseText(checked.kb.Name()));
  const absl::Time now = absl::FromUnixMicros(absl::ToUnixMicros(call.now));
  v1::KnowledgeBaseVersion version = PublishedVersion(checked, known, now);
  // The store knows what was published, and not what ships with the program.
  if (known != nullptr && known->model->content_hash != version.hash()) {
    return KnowledgeBaseExists(version.name());
  }
  if (request.validate_only()) return version;
  const StoredKnowledgeBase stored{.name = checked.kb.Name(),
                                   .hash = version.hash(),
                                   .author = checked.kb.author,
                                   .file_name = FileNameOf(request.file()),
                                   .content = request.file().content(),
                                   .publish_time = now};
  ASSIGN_OR_RETURN(
      const std::string reply,
      options_.knowledge_bases->Publish(stored, now, MarkOf(request), version.SerializeAsString()));
  if (!version.ParseFromString(reply)) return absl::DataLossError("a stored reply cannot be read");
  options_.library->Refresh().IgnoreError();  // it is published; the next look finds it
  return version;
}

absl::StatusOr<KnowledgeBase> KnowledgeBaseMethods::Newer(
    const v1::DiffKnowledgeBasesRequest& request) const {
  if (request.has_after_file()) {
    ASSIGN_OR_RETURN(CheckedKnowledgeBase checked,
                     ReadFile(request.after_file(), options_.solutions));
    return std::move(checked.kb);
  }
  ASSIGN_OR_RETURN(const auto model, FindModel(request.after()));
  return AsWritten(model->kb);
}

absl::StatusOr<v1::DiffKnowledgeBasesResponse> KnowledgeBaseMethods::Diff(
    const rpc::Call& call, const v1::DiffKnowledgeBasesRequest& request) const {
  Violations violations;
  if (request.after().empty() != request.has_after_file()) {
    violations.Add("after", request.after(), "either a name in `after`, or `after_file`");
  }
  if (request.evidence_size() > kMostEvidence) {
    violations.Add("evidence", absl::StrCat(request.evidence_size()),
                   absl::StrCat("at most ", kMostEvidence));
  }
  const StoredPage page(request, *options_.tokens, &violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const auto before, FindModel(request.before()));
  ASSIGN_OR_RETURN(KnowledgeBase newer, Newer(request));
  return CompareSites(call, request, {AsWritten(before->kb), std::move(newer)}, page,
                      options_.diagnoses);
}

}  // namespace pcsp::diagnosis
