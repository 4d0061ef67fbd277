#include "services/diagnosis/rpc/diagnosis_service.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "common/rpc/raw_replies.h"
#include "services/diagnosis/domain/diagnosis.h"
#include "services/diagnosis/domain/errors.h"
#include "services/diagnosis/rpc/convert.h"

namespace pcsp::diagnosis {
namespace {

using rpc::Call;

// A diagnosis from the evidence of a request; what is wrong with the evidence joins `violations`,
// which hold what is wrong with the rest.
absl::StatusOr<Diagnosis> DiagnoseFor(const Footing& footing,
                                      const std::optional<Evidence>& evidence,
                                      DiagnoseOptions options, Violations violations) {
  const Model& model = footing.model();
  if (!evidence) violations.Add("evidence", "", "what is known of the site");
  if (!violations.empty()) {
    // Nothing will come of it: find the rest of what is wrong.
    if (evidence) violations.Merge("evidence.", ResolveEvidence(model, *evidence).status());
    return violations.ToStatus();
  }
  options.calibration = footing.LineOf(evidence->subject);
  auto diagnosis = diagnosis::Diagnose(model, *evidence, options);
  if (diagnosis.ok()) return diagnosis;
  if (const auto detail = ErrorDetailOf(diagnosis.status()); detail && detail->violations.empty()) {
    return diagnosis;
  }
  violations.Merge("evidence.", diagnosis.status());
  return violations.ToStatus();
}

// No word of a note is kept with the evidence, only that there was one: who reads the evidence
// again is told that notes are missing.
v1::Evidence WithoutWords(v1::Evidence evidence) {
  for (v1::LevelEvidence& level : *evidence.mutable_levels()) {
    for (v1::NoteEvidence& note : *level.mutable_notes()) {
      note.Clear();
      note.set_withheld(true);
    }
  }
  return evidence;
}

bool HasNotes(const Evidence& evidence) {
  return std::any_of(evidence.levels.begin(), evidence.levels.end(),
                     [](const LevelEvidence& level) { return !level.notes.empty(); });
}

absl::string_view ViewOf(const grpc::Slice& bytes) {
  return {reinterpret_cast<const char*>(bytes.begin()), bytes.size()};
}

// Where a diagnosis of this request belongs, before it has an id and a payload.
StoredDiagnosis PlaceOf(const v1::StoreDiagnosisRequest& request, Violations* violations) {
  StoredDiagnosis place;
  const auto parent = ParseOrganisation(request.parent());
  if (!parent) {
    violations->Add("parent", request.parent(),
                    "programmes/{programme}/organisations/{organisation}");
  }
  const auto wave = ParseWave(request.wave());
  if (!wave || (parent && wave->programme != parent->programme)) {
    violations->Add("wave", request.wave(), "programmes/{programme}/waves/{wave} of the parent");
  }
  if (request.evidence_revision() < 0) {
    violations->Add("evidence_revision", absl::StrCat(request.evidence_revision()), "0 or more");
  }
  if (parent) place.name.organisation = *parent;
  if (wave) place.wave = wave->wave;
  place.evidence_revision = request.evidence_revision();
  return place;
}

// The programme that a request names; empty for none. Adds what is wrong to `violations`.
std::string ProgrammeOf(const v1::DiagnoseRequest& request, Violations* violations) {
  if (request.programme().empty()) return "";
  const auto programme = ParseProgramme(request.programme());
  if (!programme) {
    violations->Add("programme", request.programme(), "programmes/{programme}, or nothing");
  }
  return programme.value_or("");
}

// The same evidence, knowledge base and layer always give the same id.
std::string IdFor(const StoredDiagnosis& diagnosis) {
  return NamedUuid(absl::StrCat("diagnosis ", diagnosis.name.organisation.Text(), " ",
                                diagnosis.wave, " ", diagnosis.evidence_revision, " ",
                                diagnosis.knowledge_base_hash));
}

// Everything that decides what is listed.
std::vector<std::string> ListArguments(const v1::ListDiagnosesRequest& request) {
  return {"ListDiagnoses", request.parent(), request.wave(), absl::StrCat(request.level()),
          request.latest_only() ? "latest" : "all"};
}

}  // namespace

// Those of a layer live as long as it does; those of a knowledge base are shared.
DiagnosisService::Draws DiagnosisService::DrawsOf(const Footing& footing) const {
  if (footing.layer == nullptr) return draws_.For(*footing.base);
  return {footing.layer, &footing.layer->draws};
}

absl::StatusOr<Conclusion> DiagnosisService::Diagnose(const InlineRequest& request) const {
  ASSIGN_OR_RETURN(auto model, knowledge_bases_->FindModel(request.rest().knowledge_base()));
  Violations violations;
  DiagnoseOptions options = OptionsFromProto(request.rest(), &violations);
  ASSIGN_OR_RETURN(Footing footing,
                   footings_->For(std::move(model), ProgrammeOf(request.rest(), &violations)));
  const Draws draws = options.confidence ? DrawsOf(footing) : nullptr;
  options.parameter_draws = draws.get();
  ASSIGN_OR_RETURN(Diagnosis diagnosis,
                   DiagnoseFor(footing, request.evidence(), options, std::move(violations)));
  return Conclusion{std::move(footing), std::move(diagnosis)};
}

absl::StatusOr<v1::Diagnosis> DiagnosisService::StoreDiagnosis(
    const Call& call, const v1::StoreDiagnosisRequest& request) const {
  Violations violations;
  StoredDiagnosis diagnosis = PlaceOf(request, &violations);
  ASSIGN_OR_RETURN(auto model, knowledge_bases_->FindModel(""));
  ASSIGN_OR_RETURN(const Footing footing,
                   footings_->For(std::move(model), diagnosis.name.organisation.programme));
  const bool heard = request.evidence().has_surroundings();
  if (heard && request.evidence().surroundings().knowledge_base_hash() != footing.hash()) {
    return SurroundingsOutOfDate();
  }
  const Draws draws = DrawsOf(footing);
  const DiagnoseOptions options{.confidence = true, .parameter_draws = draws.get()};
  const auto evidence =
      request.has_evidence() ? std::optional(FromProto(request.evidence())) : std::nullopt;
  ASSIGN_OR_RETURN(Diagnosis found, DiagnoseFor(footing, evidence, options, std::move(violations)));
  v1::Diagnosis concluded = ToProto(Conclusion{footing, std::move(found)});
  LeaveOutWords(request.keep_quotes(), &concluded);
  diagnosis.knowledge_base = footing.base->kb.Name();
  diagnosis.knowledge_base_hash = footing.hash();
  diagnosis.name.diagnosis = IdFor(diagnosis);
  MarkAskedAbout(diagnosis.name.Text(), &concluded);
  diagnosis.level = *evidence->subject;
  diagnosis.create_time = absl::FromUnixMicros(absl::ToUnixMicros(call.now));
  diagnosis.payload = concluded.SerializeAsString();
  diagnosis.evidence = WithoutWords(request.evidence()).SerializeAsString();
  ASSIGN_OR_RETURN(const StoredDiagnosis kept, store_->Keep(diagnosis));
  return ToProto(kept);
}

absl::StatusOr<v1::Diagnosis> DiagnosisService::GetDiagnosis(
    const Call&, const v1::GetDiagnosisRequest& request) const {
  const auto name = ParseDiagnosis(request.name());
  if (!name) {
    return InvalidField("name", request.name(),
                        "programmes/{programme}/organisations/{organisation}/diagnoses/{id}");
  }
  ASSIGN_OR_RETURN(const StoredDiagnosis stored, store_->Get(*name));
  return ToProto(stored);
}

absl::StatusOr<v1::ListDiagnosesResponse> DiagnosisService::ListDiagnoses(
    const Call&, const v1::ListDiagnosesRequest& request) const {
  Violations violations;
  DiagnosisQuery query = QueryFromProto(request, &violations);
  const auto arguments = ListArguments(request);
  const auto cursor = tokens_->Decode(request.page_token(), arguments);
  violations.Merge("", cursor.status());
  RETURN_IF_ERROR(violations.ToStatus());
  query.after = DiagnosisCursorFrom(*cursor);
  const size_t page = query.limit++;  // one more tells whether there is another page
  ASSIGN_OR_RETURN(std::vector<StoredDiagnosis> found, store_->List(query));
  v1::ListDiagnosesResponse reply;
  if (found.size() > page) {
    found.resize(page);
    const StoredDiagnosis& last = found.back();
    reply.set_next_page_token(tokens_->Encode(
        {absl::StrCat(absl::ToUnixMicros(last.create_time)), last.name.diagnosis}, arguments));
  }
  for (const StoredDiagnosis& stored : found) {
    ASSIGN_OR_RETURN(*reply.add_diagnoses(), ToProto(stored));
    if (request.view() == v1::DIAGNOSIS_VIEW_FULL) continue;
    MakeBasic(reply.mutable_diagnoses(reply.diagnoses_size() - 1));
  }
  return reply;
}

grpc::ServerUnaryReactor* DiagnosisService::GetKnowledgeBase(
    grpc::CallbackServerContext* context, const v1::GetKnowledgeBaseRequest* request,
    v1::KnowledgeBase* reply) {
  return handler_.Unary(
      context, request, reply, "GetKnowledgeBase",
      [this](const Call&, const auto& q) { return knowledge_bases_->Get(q); },
      ModeFor(request->name()));
}

grpc::ServerUnaryReactor* DiagnosisService::ListKnowledgeBases(
    grpc::CallbackServerContext* context, const v1::ListKnowledgeBasesRequest* request,
    v1::ListKnowledgeBasesResponse* reply) {
  return handler_.Unary(context, request, reply, "ListKnowledgeBases",
                        [this](const Call&, const auto&) { return knowledge_bases_->List(); });
}

grpc::ServerUnaryReactor* DiagnosisService::PublishKnowledgeBase(
    grpc::CallbackServerContext* context, const v1::PublishKnowledgeBaseRequest* request,
    v1::KnowledgeBaseVersion* reply) {
  return handler_.Unary(
      context, request, reply, "PublishKnowledgeBase",
      [this](const Call& call, const auto& q) { return knowledge_bases_->Publish(call, q); });
}

grpc::ServerUnaryReactor* DiagnosisService::DiffKnowledgeBases(
    grpc::CallbackServerContext* context, const v1::DiffKnowledgeBasesRequest* request,
    v1::DiffKnowledgeBasesResponse* reply) {
  return handler_.Unary(
      context, request, reply, "DiffKnowledgeBases",
      [this](const Call& call, const auto& q) { return knowledge_bases_->Diff(call, q); });
}

// The revision is that from before: where another version comes into force meanwhile, the reply is
// kept for nobody.
absl::StatusOr<grpc::Slice> DiagnosisService::DiagnoseAndKeep(const InlineRequest& request,
                                                              const grpc::Slice& bytes) {
  const std::optional<int64_t> revision = knowledge_bases_->RevisionAtHand();
  ASSIGN_OR_RETURN(const Conclusion conclusion, Diagnose(request));
  BackwardsWriter out;
  Write(conclusion, &out);
  const grpc::Slice reply(out.bytes().data(), out.bytes().size());
  // With a programme, another layer may come in use at any time.
  const bool lasts = request.rest().programme().empty();
  if (revision && lasts && !HasNotes(*request.evidence()))
    kept_.Keep(ViewOf(bytes), reply, *revision);
  return reply;
}

grpc::ServerUnaryReactor* DiagnosisService::Diagnose(grpc::CallbackServerContext* context,
                                                     const grpc::ByteBuffer* request,
                                                     grpc::ByteBuffer* reply) {
  return handler_.UnarySlices<InlineRequest>(
      context, request, reply, "Diagnose",
      [this](const grpc::Slice& bytes) -> std::optional<grpc::Slice> {
        const std::optional<int64_t> revision = knowledge_bases_->RevisionAtHand();
        return revision ? kept_.Find(ViewOf(bytes), *revision) : std::nullopt;
      },
      [this](const InlineRequest& q) {
        const bool waits = q.rest().confidence() || !q.rest().programme().empty();
        return waits ? rpc::Mode::kPooled : ModeFor(q.rest().knowledge_base());
      },
      [this](const Call&, const auto& q, const grpc::Slice& bytes) {
        return DiagnoseAndKeep(q, bytes);
      });
}

grpc::ServerUnaryReactor* DiagnosisService::StoreDiagnosis(grpc::CallbackServerContext* context,
                                                           const v1::StoreDiagnosisRequest* request,
                                                           v1::Diagnosis* reply) {
  return handler_.Unary(
      context, request, reply, "StoreDiagnosis",
      [this](const Call& call, const auto& q) { return StoreDiagnosis(call, q); });
}

grpc::ServerUnaryReactor* DiagnosisService::GetDiagnosis(grpc::CallbackServerContext* context,
                                                         const v1::GetDiagnosisRequest* request,
                                                         v1::Diagnosis* reply) {
  return handler_.Unary(context, request, reply, "GetDiagnosis",
                        [this](const Call& call, const auto& q) { return GetDiagnosis(call, q); });
}

grpc::ServerUnaryReactor* DiagnosisService::ListDiagnoses(grpc::CallbackServerContext* context,
                                                          const v1::ListDiagnosesRequest* request,
                                                          v1::ListDiagnosesResponse* reply) {
  return handler_.Unary(context, request, reply, "ListDiagnoses",
                        [this](const Call& call, const auto& q) { return ListDiagnoses(call, q); });
}

grpc::ServerUnaryReactor* DiagnosisService::ListAuditEntries(
    grpc::CallbackServerContext* context, const audit::v1::ListAuditEntriesRequest* request,
    audit::v1::ListAuditEntriesResponse* reply) {
  return handler_.Unary(context, request, reply, "ListAuditEntries",
                        [this](const Call& call, const auto& q) { return audit_->List(call, q); });
}

grpc::ServerUnaryReactor* DiagnosisService::ExportAuditHead(
    grpc::CallbackServerContext* context, const audit::v1::ExportAuditHeadRequest* request,
    audit::v1::AuditHead* reply) {
  return handler_.Unary(
      context, request, reply, "ExportAuditHead",
      [this](const Call& call, const auto& q) { return audit_->ExportHead(call, q); });
}

}  // namespace pcsp::diagnosis
