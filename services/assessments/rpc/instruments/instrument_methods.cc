#include "services/assessments/rpc/instruments/instrument_methods.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "services/assessments/domain/errors.h"
#include "services/assessments/domain/instruments/instrument_rules.h"
#include "services/assessments/domain/instruments/translation_rules.h"
#include "services/assessments/rpc/instruments/fields.h"

namespace pcsp::assessments {
namespace {

constexpr size_t kDefaultPage = 50;
constexpr size_t kLargestPage = 1000;

// What a list is narrowed to.
struct Filter {
  std::string programme;  // "" for what is built in alone
  std::optional<EditionState> state;
  std::string language;
  size_t page_size = kDefaultPage;
  std::optional<InstrumentName> after;
};

Filter FilterFrom(const pb::ListInstrumentsRequest& request, Violations& violations) {
  Filter filter;
  if (!request.parent().empty()) {
    const auto programme = ParseProgrammeName(request.parent());
    if (!programme) violations.Add("parent", request.parent(), kProgrammeNameRule);
    filter.programme = programme.value_or("");
  }
  if (!pb::InstrumentState_IsValid(request.state())) {
    violations.Add("state", absl::StrCat(request.state()), "DRAFT, PUBLISHED or RETIRED");
  } else if (request.state() != pb::INSTRUMENT_STATE_UNSPECIFIED) {
    filter.state = static_cast<EditionState>(request.state());
  }
  filter.language = request.language();
  if (!filter.language.empty() && !IsLanguageTag(filter.language)) {
    violations.Add("language", filter.language, kLanguageRule);
  }
  if (request.page_size() < 0) {
    violations.Add("page_size", absl::StrCat(request.page_size()), "0 or more");
  } else if (request.page_size() > 0) {
    filter.page_size = std::min<size_t>(request.page_size(), kLargestPage);
  }
  return filter;
}

// What is built in, from after the filter's place on.
std::vector<pb::Instrument> BuiltIn(const Catalogue& catalogue, const Filter& filter) {
  std::vector<pb::Instrument> found;
  if (filter.state && *filter.state != EditionState::kPublished) return found;
  const bool done = filter.after && !filter.after->programme.empty();
  for (const Instrument* instrument : catalogue.List()) {
    if (done || (filter.after && instrument->name() <= filter.after->ToString())) continue;
    const std::string tag =
        filter.language.empty() ? "" : BestLanguage(*instrument, filter.language);
    if (filter.language.empty()) found.push_back(ToProto(*instrument));
    if (!tag.empty()) found.push_back(ToProto(InLanguage(*instrument, tag)));
  }
  return found;
}

// An edition with its texts in `language`; in all of them if that is "".
absl::StatusOr<pb::Instrument> In(pb::Instrument message, const Instrument& instrument,
                                  const std::string& language) {
  if (language.empty()) return message;
  const std::string tag = BestLanguage(instrument, language);
  if (tag.empty()) return LanguageNotFound(instrument.name(), language);
  const auto languages = message.languages();
  const pb::Instrument translated = ToProto(InLanguage(instrument, tag));
  message.clear_translations();
  message.set_language(translated.language());
  message.set_title(translated.title());
  message.set_introduction(translated.introduction());
  *message.mutable_scales() = translated.scales();
  *message.mutable_sections() = translated.sections();
  *message.mutable_items() = translated.items();
  return message;
}

}  // namespace

absl::StatusOr<pb::ListInstrumentsResponse> InstrumentMethods::ListInstruments(
    const rpc::Call&, const pb::ListInstrumentsRequest& request) const {
  Violations violations;
  Filter filter = FilterFrom(request, violations);
  const std::vector<std::string> arguments = {"ListInstruments", request.parent(),
                                              absl::StrCat(request.state()), request.language()};
  const auto cursor = tokens_.Decode(request.page_token(), arguments);
  if (!cursor.ok()) violations.Merge("", cursor.status());
  RETURN_IF_ERROR(violations.ToStatus());
  if (!cursor->empty()) filter.after = ParseInstrumentName(cursor->front());

  std::vector<pb::Instrument> found = BuiltIn(*catalogue_, filter);
  // One more than the page holds tells whether there is another.
  if (!filter.programme.empty() && found.size() <= filter.page_size) {
    const bool within = filter.after && !filter.after->programme.empty();
    const EditionQuery query{.programme = filter.programme,
                             .state = filter.state,
                             .language = filter.language,
                             .after = within ? filter.after : std::nullopt,
                             .limit = static_cast<int>(filter.page_size - found.size()) + 1};
    ASSIGN_OR_RETURN(const std::vector<Edition> editions, store_->List(query));
    for (const Edition& edition : editions) {
      ASSIGN_OR_RETURN(pb::Instrument message,
                       In(ToProto(edition), edition.instrument, filter.language));
      found.push_back(std::move(message));
    }
  }
  pb::ListInstrumentsResponse response;
  if (found.size() > filter.page_size) {
    found.resize(filter.page_size);
    response.set_next_page_token(tokens_.Encode({found.back().name()}, arguments));
  }
  for (pb::Instrument& instrument : found) *response.add_instruments() = std::move(instrument);
  return response;
}

absl::StatusOr<pb::Instrument> InstrumentMethods::GetInstrument(
    const rpc::Call&, const pb::GetInstrumentRequest& request) const {
  Violations violations;
  const auto name = ParseInstrumentName(request.name());
  if (!name) violations.Add("name", request.name(), kInstrumentNameRule);
  if (!request.language().empty() && !IsLanguageTag(request.language())) {
    violations.Add("language", request.language(), kLanguageRule);
  }
  RETURN_IF_ERROR(violations.ToStatus());
  if (name->programme.empty()) {
    const Instrument* const instrument = catalogue_->Find(request.name());
    if (instrument == nullptr) return InstrumentNotFound(request.name());
    return In(ToProto(*instrument), *instrument, request.language());
  }
  ASSIGN_OR_RETURN(const Edition edition, store_->Get(*name));
  return In(ToProto(edition), edition.instrument, request.language());
}

absl::StatusOr<pb::Instrument> InstrumentMethods::CreateInstrument(
    const rpc::Call& call, const pb::CreateInstrumentRequest& request) const {
  Violations violations;
  Edition draft{.instrument = FromProto(request.instrument(), violations),
                .create_time = call.now,
                .update_time = call.now};
  NameNew(request.parent(), request.instrument_id(), call.now, draft.instrument, violations);
  RequestIdFrom("request_id", request.request_id(), violations);
  CheckDraft(draft.instrument, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  if (request.validate_only()) {
    pb::Instrument reply = ToProto(draft);
    reply.clear_name();
    reply.clear_etag();
    return reply;
  }
  return ParsedInstrument(store_->Create(KeyOfInstrument("CreateInstrument", request),
                                         std::move(draft), SerialisedEdition));
}

absl::StatusOr<pb::Instrument> InstrumentMethods::UpdateInstrument(
    const rpc::Call& call, const pb::UpdateInstrumentRequest& request) const {
  Violations violations;
  Instrument instrument = FromProto(request.instrument(), violations);
  const InstrumentName name =
      OwnNameFrom("instrument.name", request.instrument().name(), violations);
  RequestIdFrom("request_id", request.request_id(), violations);
  instrument.programme = name.programme;
  instrument.id = name.instrument;
  instrument.version = name.version;
  CheckDraft(instrument, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  return ParsedInstrument(store_->Update(
      KeyOfInstrument("UpdateInstrument", request), name, call.now,
      [&](Edition edition, const std::optional<Instrument>&) {
        return Revised(std::move(edition), instrument, request.instrument().etag(), call.now);
      },
      SerialisedEdition));
}

absl::StatusOr<pb::Instrument> InstrumentMethods::PublishInstrumentVersion(
    const rpc::Call& call, const pb::PublishInstrumentVersionRequest& request) const {
  Violations violations;
  const InstrumentName name = OwnNameFrom("name", request.name(), violations);
  RequestIdFrom("request_id", request.request_id(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  return ParsedInstrument(store_->Update(
      KeyOfInstrument("PublishInstrumentVersion", request), name, call.now,
      [&](Edition edition, const std::optional<Instrument>& before) {
        return Published(std::move(edition), before, request.etag(), call.now);
      },
      SerialisedEdition));
}

absl::StatusOr<pb::Instrument> InstrumentMethods::RetireInstrument(
    const rpc::Call& call, const pb::RetireInstrumentRequest& request) const {
  Violations violations;
  const InstrumentName name = OwnNameFrom("name", request.name(), violations);
  RequestIdFrom("request_id", request.request_id(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  return ParsedInstrument(store_->Update(
      KeyOfInstrument("RetireInstrument", request), name, call.now,
      [&](Edition edition, const std::optional<Instrument>&) {
        return Retired(std::move(edition), request.etag(), call.now);
      },
      SerialisedEdition));
}

}  // namespace pcsp::assessments
