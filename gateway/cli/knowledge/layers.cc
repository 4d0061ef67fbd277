// pcspctl kb learn | layers | use: what a programme's reviews taught over its knowledge base.
#include <iostream>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/knowledge/commands.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using Stub = diagnosis::v1::DiagnosisService::Stub;
namespace pb = diagnosis::v1;

struct LayerFlags {
  std::string as_of, layer, request_id;
  bool try_only = false, follow = false;
  int differences = 10;
};

std::string RequestId(const LayerFlags& flags) {
  return flags.request_id.empty() ? NewUuid(absl::Now()) : flags.request_id;
}

Table Layers(const std::vector<pb::LearnedLayer>& layers) {
  Table table({"LAYER", "IN USE", "OVER", "DIAGNOSES", "VERDICTS", "CALIBRATED", "FINGERPRINT"});
  for (const pb::LearnedLayer& layer : layers) {
    int promoted = 0;
    for (const auto& calibration : layer.calibrations()) promoted += calibration.promoted();
    table.Add({layer.name().empty() ? "(not stored)" : IdOf(layer.name()),
               layer.in_use() ? "yes" : "", IdOf(layer.knowledge_base()),
               absl::StrCat(layer.diagnoses()), absl::StrCat(layer.verdicts()),
               absl::StrCat(promoted, " of ", layer.calibrations_size(), " levels"),
               layer.fingerprint().substr(0, 12)});
  }
  return table;
}

std::string Calibrations(const pb::LearnedLayer& layer) {
  std::string text = "\nCalibration, judged by verdicts on what was said before them\n";
  for (const auto& calibration : layer.calibrations()) {
    absl::StrAppend(&text, "  ", Word(type::v1::Level_Name(calibration.level()), "LEVEL_"), ": ",
                    calibration.promoted() ? "counts" : "does not count", ", gain ",
                    Fixed(calibration.gain(), 4), " +- ", Fixed(calibration.standard_error(), 4),
                    " nats over ", calibration.judged(), " verdicts\n");
  }
  return text;
}

std::string Differences(const pb::LearnedLayer& layer, int most) {
  std::string text = "\nWhat it would change, as mean probability over the diagnoses\n";
  for (int i = 0; i < layer.differences_size() && i < most; ++i) {
    const pb::LearnedDifference& difference = layer.differences(i);
    absl::StrAppend(&text, "  ", Fixed(difference.mean_before(), 3), " to ",
                    Fixed(difference.mean_after(), 3), "  ", difference.title(), " (",
                    difference.bands_changed(), " of ", difference.diagnoses(),
                    " in another band)\n");
  }
  for (const auto& left_out : layer.left_out()) {
    absl::StrAppend(&text, "  left out: ", left_out.diagnosis(), ": ", left_out.reason(), "\n");
  }
  return text;
}

absl::Status SetAsOf(const std::string& given, pb::LearnFromReviewsRequest* request) {
  if (given.empty()) return absl::OkStatus();
  absl::Time time;
  std::string fault;
  if (!absl::ParseTime(absl::RFC3339_full, given, &time, &fault)) {
    return InvalidField("--as-of", given, "an instant such as 2026-04-01T00:00:00Z");
  }
  request->mutable_as_of()->set_seconds(absl::ToUnixSeconds(time));
  return absl::OkStatus();
}

absl::Status Learn(Session& session, const LayerFlags& flags) {
  pb::LearnFromReviewsRequest request;
  request.set_name(session.ProgrammeName());
  request.set_validate_only(flags.try_only);
  request.set_follow(flags.follow);
  request.set_request_id(RequestId(flags));
  RETURN_IF_ERROR(SetAsOf(flags.as_of, &request));
  ASSIGN_OR_RETURN(const auto layer,
                   gateway::Ask(*session.clients().diagnosis, &Stub::LearnFromReviews, request,
                                session.deadline()));
  Print(session.format, Layers({layer}), layer);
  if (session.format == Format::kTable) {
    std::cout << Calibrations(layer) << Differences(layer, flags.differences);
  }
  return absl::OkStatus();
}

absl::Status ListLayers(Session& session, const NoFlags&) {
  pb::ListLearnedLayersRequest request;
  request.set_parent(session.ProgrammeName());
  pb::ListLearnedLayersResponse all;
  RETURN_IF_ERROR(
      gateway::EachPage(*session.clients().diagnosis, &Stub::ListLearnedLayers, request,
                        absl::Seconds(session.timeout_seconds), [&all](const auto& page) {
                          all.mutable_learned_layers()->MergeFrom(page.learned_layers());
                        }));
  Print(session.format, Layers({all.learned_layers().begin(), all.learned_layers().end()}), all);
  return absl::OkStatus();
}

absl::Status Use(Session& session, const LayerFlags& flags) {
  pb::UseLearnedLayerRequest request;
  request.set_name(
      session.NameOf("learnedLayers", flags.layer == "none" ? std::string("0") : flags.layer));
  request.set_request_id(RequestId(flags));
  ASSIGN_OR_RETURN(const auto reply,
                   gateway::Ask(*session.clients().diagnosis, &Stub::UseLearnedLayer, request,
                                session.deadline()));
  Table table({"PROGRAMME", "LAYER", "RESTS"});
  table.Add({IdOf(reply.name()),
             reply.learned_layer().empty() ? "none" : IdOf(reply.learned_layer()),
             reply.resting() ? "yes: another knowledge base is in force" : "no"});
  Print(session.format, table, reply);
  return absl::OkStatus();
}

constexpr char kLearnFooter[] = R"(
A layer changes nothing until it is used. It is replayed from the reviews wherever it is used, and
is the same to the last bit; "kb use none" goes back to the authors' numbers.

  pcspctl -p north kb learn --try
  pcspctl -p north kb learn
  pcspctl -p north kb use 1)";

void SetUpLearn(Command command, LayerFlags& flags) {
  command.AddOption("--as-of", flags.as_of, "Learn from the reviews that counted then; now");
  command.AddFlag("--try", flags.try_only, "Say what would be learned and store nothing");
  command.AddFlag("--follow", flags.follow, "Use it, if the newest layer is in use now");
  command.AddOption("--differences", flags.differences, "How many issues to show").ShowDefault();
  command.AddOption("--request-id", flags.request_id, "A UUID that makes it safe to repeat");
  command.Footer(kLearnFooter);
}

void SetUpUse(Command command, LayerFlags& flags) {
  command.AddOption("layer", flags.layer, "Its number, or none").Required();
  command.AddOption("--request-id", flags.request_id, "A UUID that makes it safe to repeat");
}

}  // namespace

void AddLearnedLayers(Command noun, Session& session) {
  AddCommand(noun, session, "learn", "Learn from the reviews of the programme", SetUpLearn, Learn);
  AddCommand(noun, session, "layers", "List what was learned", NoSetup, ListLayers);
  AddCommand(noun, session, "use", "Diagnose by what was learned, or no longer", SetUpUse, Use);
}

}  // namespace pcsp::cli
