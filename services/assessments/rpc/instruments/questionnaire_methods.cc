#include "services/assessments/rpc/instruments/questionnaire_methods.h"

#include <utility>

#include "services/assessments/domain/errors.h"
#include "services/assessments/domain/fhir/questionnaire.h"
#include "services/assessments/rpc/instruments/fields.h"

namespace pcsp::assessments {
namespace {

constexpr size_t kMostBytes = 1 << 20;

QuestionnaireOptions OptionsFrom(const pb::ImportQuestionnaireRequest& request,
                                 Violations& violations) {
  QuestionnaireOptions options;
  if (request.level() != pcsp::type::v1::LEVEL_UNSPECIFIED) {
    const auto level = FromProto(request.level());
    if (!level) violations.Add("level", absl::StrCat(request.level()), "a level, or none");
    options.level = level.value_or(Level::kPractice);
  }
  if (!pb::QuestionnaireShape_IsValid(request.shape())) {
    violations.Add("shape", absl::StrCat(request.shape()), "NOMAD, or none");
  }
  options.nomad = request.shape() == pb::QUESTIONNAIRE_SHAPE_NOMAD;
  if (!pb::CodingDirection_IsValid(request.coding())) {
    violations.Add("coding", absl::StrCat(request.coding()), "AGREE_IS_HIGH or AGREE_IS_LOW");
  } else if (request.coding() != pb::CODING_DIRECTION_UNSPECIFIED) {
    options.coding = static_cast<CodingDirection>(request.coding());
  }
  if (request.questionnaire().size() > kMostBytes) {
    violations.Add("questionnaire", absl::StrCat(request.questionnaire().size(), " bytes"),
                   "at most 1 MiB");
  }
  return options;
}

}  // namespace

absl::StatusOr<pb::ImportQuestionnaireResponse> QuestionnaireMethods::ImportQuestionnaire(
    const rpc::Call& call, const pb::ImportQuestionnaireRequest& request) const {
  Violations violations;
  const QuestionnaireOptions options = OptionsFrom(request, violations);
  RequestIdFrom("request_id", request.request_id(), violations);
  Edition draft{.create_time = call.now, .update_time = call.now};
  NameNew(request.parent(), request.instrument_id(), call.now, draft.instrument, violations);
  const bool too_long = request.questionnaire().size() > kMostBytes;
  absl::StatusOr<ReadQuestionnaireResult> read_or =
      too_long ? absl::StatusOr<ReadQuestionnaireResult>(violations.ToStatus())
               : ReadQuestionnaire(request.questionnaire(), options);
  // What is wrong with the request is told with what is wrong with the resource.
  if (!violations.empty()) {
    if (!too_long) violations.Merge("", read_or.status());
    return violations.ToStatus(read_or.ok() || too_long ? "INVALID_FIELDS"
                                                        : "INVALID_QUESTIONNAIRE");
  }
  ASSIGN_OR_RETURN(ReadQuestionnaireResult read, std::move(read_or));
  read.instrument.programme = std::move(draft.instrument.programme);
  read.instrument.id = std::move(draft.instrument.id);
  draft.instrument = std::move(read.instrument);

  pb::ImportQuestionnaireResponse reply;
  for (std::string& path : read.ignored) reply.add_ignored(std::move(path));
  if (request.validate_only()) {
    *reply.mutable_instrument() = ToProto(draft);
    reply.mutable_instrument()->clear_name();
    reply.mutable_instrument()->clear_etag();
    return reply;
  }
  ASSIGN_OR_RETURN(*reply.mutable_instrument(),
                   ParsedInstrument(store_->Create(KeyOfInstrument("ImportQuestionnaire", request),
                                                   std::move(draft), SerialisedEdition)));
  return reply;
}

absl::StatusOr<pb::ExportQuestionnaireResponse> QuestionnaireMethods::ExportQuestionnaire(
    const rpc::Call&, const pb::ExportQuestionnaireRequest& request) const {
  const auto name = ParseInstrumentName(request.name());
  if (!name) return InvalidField("name", request.name(), kInstrumentNameRule);
  pb::ExportQuestionnaireResponse reply;
  if (name->programme.empty()) {
    const Instrument* const instrument = catalogue_->Find(request.name());
    if (instrument == nullptr) return InstrumentNotFound(request.name());
    reply.set_questionnaire(WriteQuestionnaire(*instrument, EditionState::kPublished));
    return reply;
  }
  ASSIGN_OR_RETURN(const Edition edition, store_->Get(*name));
  reply.set_questionnaire(WriteQuestionnaire(edition.instrument, edition.state));
  return reply;
}

}  // namespace pcsp::assessments
