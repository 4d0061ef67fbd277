// pcspctl instrument ...
#include <iostream>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/assessment/instrument_files.h"
#include "gateway/cli/command.h"
#include "gateway/flows/pages.h"
#include "services/assessments/domain/instrument_loader.h"
#include "services/assessments/domain/instruments/translation_rules.h"

namespace pcsp::cli {
namespace {

using assessments::v1::Instrument;
using Stub = assessments::v1::AssessmentService::Stub;

struct InstrumentFlags {
  std::string name, language, etag, file, id, level;
  assessments::v1::InstrumentState state = assessments::v1::INSTRUMENT_STATE_UNSPECIFIED;
  std::optional<assessments::CodingDirection> nomad;
  bool check_only = false;
};

// `short/2` is version 2 of the programme's own instrument `short`.
std::string NameFrom(const Session& session, const std::string& given) {
  const std::vector<std::string> parts = absl::StrSplit(given, '/');
  if (parts.size() != 2) return given;
  return absl::StrCat(session.ProgrammeName(), "/instruments/", parts[0], "/versions/", parts[1]);
}

assessments::QuestionnaireOptions OptionsOf(const InstrumentFlags& flags) {
  assessments::QuestionnaireOptions options{.nomad = flags.nomad.has_value(),
                                            .coding = flags.nomad};
  if (const auto level = assessments::FromWord(flags.level, assessments::kLevelWords)) {
    options.level = *level;
  }
  return options;
}

// One line about a version that was changed.
void PrintOne(Session& session, const Instrument& i) {
  Table table({"INSTRUMENT", "STATE", "ITEMS", "ETAG", "TITLE"});
  table.Add({i.name(), Word(InstrumentState_Name(i.state()), "INSTRUMENT_STATE_"),
             absl::StrCat(i.items_size()), i.etag(), i.title()});
  Print(session.format, table, i);
}

void WarnOf(const std::vector<std::string>& ignored) {
  for (const std::string& path : ignored) std::cerr << "ignored: " << path << "\n";
}

absl::Status List(Session& session, const InstrumentFlags& flags) {
  assessments::v1::ListInstrumentsRequest request;
  if (!session.programme.empty()) request.set_parent(session.ProgrammeName());
  request.set_state(flags.state);
  request.set_language(flags.language);
  assessments::v1::ListInstrumentsResponse all;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().assessments, &Stub::ListInstruments, request,
      absl::Seconds(session.timeout_seconds),
      [&all](const auto& page) { all.mutable_instruments()->MergeFrom(page.instruments()); }));
  Table table({"INSTRUMENT", "STATE", "LEVEL", "ITEMS", "LANGUAGES", "TITLE"});
  for (const auto& i : all.instruments()) {
    table.Add({i.name(), Word(InstrumentState_Name(i.state()), "INSTRUMENT_STATE_"),
               Word(type::v1::Level_Name(i.level()), "LEVEL_"), absl::StrCat(i.items_size()),
               absl::StrJoin(i.languages(), " "), i.title()});
  }
  Print(session.format, table, all);
  return absl::OkStatus();
}

absl::Status Get(Session& session, const InstrumentFlags& flags) {
  assessments::v1::GetInstrumentRequest request;
  request.set_name(NameFrom(session, flags.name));
  request.set_language(flags.language);
  ASSIGN_OR_RETURN(const Instrument instrument,
                   gateway::Ask(*session.clients().assessments, &Stub::GetInstrument, request,
                                session.deadline()));
  Table table({"ITEM", "CONSTRUCT", "SCALE", "REVERSE", "SECTION", "SUCCESS FACTORS", "TEXT"});
  for (const auto& item : instrument.items()) {
    table.Add({item.code(), Word(type::v1::Construct_Name(item.construct()), "CONSTRUCT_"),
               item.scale(), item.reverse() ? "yes" : "", item.section(),
               absl::StrJoin(item.success_factors(), " "), item.text()});
  }
  Print(session.format, table, instrument);
  return absl::OkStatus();
}

// Needs no server.
absl::Status Check(Session&, const InstrumentFlags& flags) {
  ASSIGN_OR_RETURN(const InstrumentFile file, ReadInstrumentFile(flags.file, OptionsOf(flags)));
  WarnOf(file.ignored);
  std::cout << flags.file << " is fit for use: " << file.instrument.items.size() << " items, "
            << file.instrument.scales.size() << " scales, "
            << absl::StrJoin(assessments::LanguagesOf(file.instrument), " ") << "\n";
  return absl::OkStatus();
}

// A content file becomes a questionnaire, and a questionnaire a content file. Needs no server.
absl::Status Convert(Session&, const InstrumentFlags& flags) {
  ASSIGN_OR_RETURN(InstrumentFile file, ReadInstrumentFile(flags.file, OptionsOf(flags)));
  WarnOf(file.ignored);
  if (file.fhir) {
    file.instrument.id = flags.id.empty() ? "imported" : flags.id;
    std::cout << assessments::WriteInstrument(file.instrument) << "\n";
  } else {
    std::cout << assessments::WriteQuestionnaire(file.instrument,
                                                 assessments::EditionState::kDraft);
  }
  return absl::OkStatus();
}

// A content file goes as the questionnaire that it is the same as.
absl::Status Create(Session& session, const InstrumentFlags& flags) {
  ASSIGN_OR_RETURN(const InstrumentFile file, ReadInstrumentFile(flags.file, OptionsOf(flags)));
  assessments::v1::ImportQuestionnaireRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_instrument_id(!flags.id.empty() || file.fhir
                                ? flags.id
                                : absl::StrReplaceAll(file.instrument.id, {{"_", "-"}}));
  request.set_questionnaire(file.fhir ? file.text
                                      : assessments::WriteQuestionnaire(
                                            file.instrument, assessments::EditionState::kDraft));
  request.set_level(static_cast<type::v1::Level>(static_cast<int>(file.instrument.level)));
  if (file.fhir && flags.nomad) {
    request.set_shape(assessments::v1::QUESTIONNAIRE_SHAPE_NOMAD);
    request.set_coding(
        static_cast<assessments::v1::CodingDirection>(static_cast<int>(*flags.nomad)));
  }
  request.set_request_id(NewUuid(SystemClock().Now()));
  request.set_validate_only(flags.check_only);
  ASSIGN_OR_RETURN(const auto reply,
                   gateway::Ask(*session.clients().assessments, &Stub::ImportQuestionnaire, request,
                                session.deadline()));
  WarnOf({reply.ignored().begin(), reply.ignored().end()});
  PrintOne(session, reply.instrument());
  return absl::OkStatus();
}

absl::Status Publish(Session& session, const InstrumentFlags& flags) {
  assessments::v1::PublishInstrumentVersionRequest request;
  request.set_name(NameFrom(session, flags.name));
  request.set_etag(flags.etag);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const Instrument instrument,
                   gateway::Ask(*session.clients().assessments, &Stub::PublishInstrumentVersion,
                                request, session.deadline()));
  PrintOne(session, instrument);
  return absl::OkStatus();
}

absl::Status Retire(Session& session, const InstrumentFlags& flags) {
  assessments::v1::RetireInstrumentRequest request;
  request.set_name(NameFrom(session, flags.name));
  request.set_etag(flags.etag);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const Instrument instrument,
                   gateway::Ask(*session.clients().assessments, &Stub::RetireInstrument, request,
                                session.deadline()));
  PrintOne(session, instrument);
  return absl::OkStatus();
}

// FHIR is JSON whatever the format asked for.
absl::Status Export(Session& session, const InstrumentFlags& flags) {
  assessments::v1::ExportQuestionnaireRequest request;
  request.set_name(NameFrom(session, flags.name));
  ASSIGN_OR_RETURN(const auto reply,
                   gateway::Ask(*session.clients().assessments, &Stub::ExportQuestionnaire, request,
                                session.deadline()));
  std::cout << reply.questionnaire();
  return absl::OkStatus();
}

void SetUpList(Command command, InstrumentFlags& flags) {
  AddWord(command, "--state", flags.state,
          {{"draft", assessments::v1::INSTRUMENT_STATE_DRAFT},
           {"published", assessments::v1::INSTRUMENT_STATE_PUBLISHED},
           {"retired", assessments::v1::INSTRUMENT_STATE_RETIRED}},
          "Those in this state alone");
  command.AddOption("--language", flags.language, "Those that can be had in it alone, in it");
}

void SetUpName(Command command, InstrumentFlags& flags) {
  command
      .AddOption("name", flags.name,
                 "Its name, such as instruments/practice/versions/1, or ID/VERSION for one of the "
                 "programme's own")
      .Required();
}

void SetUpGet(Command command, InstrumentFlags& flags) {
  SetUpName(command, flags);
  command.AddOption("--language", flags.language, "A language tag such as cy");
}

void SetUpChange(Command command, InstrumentFlags& flags) {
  SetUpName(command, flags);
  command.AddOption("--etag", flags.etag, "Refuse if it has changed since this etag was read");
}

void SetUpFile(Command command, InstrumentFlags& flags) {
  command
      .AddOption("file", flags.file,
                 "A content file (YAML or JSON) or a FHIR R4 Questionnaire (JSON); - is standard "
                 "input")
      .Required();
  command.AddOption("--level", flags.level,
                    "Who answers a questionnaire that does not say: practice, steering_group or "
                    "whole_system");
  AddWord(command, "--nomad", flags.nomad,
          {{"agree-is-high", std::optional(assessments::CodingDirection::kAgreeIsHigh)},
           {"agree-is-low", std::optional(assessments::CodingDirection::kAgreeIsLow)}},
          "The questionnaire has NoMAD's shape, and its codes run this way");
}

void SetUpConvert(Command command, InstrumentFlags& flags) {
  SetUpFile(command, flags);
  command.AddOption("--id", flags.id, "The id to write into a content file");
}

void SetUpCreate(Command command, InstrumentFlags& flags) {
  SetUpFile(command, flags);
  command.AddOption("--id", flags.id, "Its id; a known one makes the next version of it");
  command.AddFlag("--check-only", flags.check_only, "Ask the server, and make nothing");
}

}  // namespace

void AddInstruments(Command app, Session& session) {
  const Command noun = AddNoun(app, "instrument", "The questions that are asked at each level");
  AddCommand(noun, session, "list", "List instruments, with --programme its own as well", SetUpList,
             List);
  AddCommand(noun, session, "show", "Show the items of one", SetUpGet, Get);
  AddCommand(noun, session, "check", "Say what is wrong with a file, without a server", SetUpFile,
             Check);
  AddCommand(noun, session, "convert", "Turn a content file into FHIR, or back, without a server",
             SetUpConvert, Convert);
  AddCommand(noun, session, "create", "Make a draft of a file", SetUpCreate, Create);
  AddCommand(noun, session, "publish", "Make a draft immutable and ready for waves", SetUpChange,
             Publish);
  AddCommand(noun, session, "retire", "Refuse a version to new waves", SetUpChange, Retire);
  AddCommand(noun, session, "export", "Print one as a FHIR R4 Questionnaire", SetUpName, Export);
}

}  // namespace pcsp::cli
