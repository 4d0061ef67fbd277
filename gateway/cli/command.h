// How a command of pcspctl is made: its flags, then what it does.
#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gateway/cli/session.h"

namespace pcsp::cli {

// A noun that has commands: `pcspctl wave ...`.
inline CLI::App& AddNoun(CLI::App& app, const std::string& name, const std::string& help) {
  CLI::App* noun = app.add_subcommand(name, help);
  noun->require_subcommand(1);
  return *noun;
}

// `setup(command, flags)` declares the flags; `run(session, flags)` is called when the command is
// given. Flags live as long as the program.
template <typename Flags>
void AddCommand(CLI::App& noun, Session& session, const std::string& name, const std::string& help,
                void (*setup)(CLI::App&, Flags&), absl::Status (*run)(Session&, const Flags&)) {
  auto flags = std::make_shared<Flags>();
  CLI::App* command = noun.add_subcommand(name, help);
  setup(*command, *flags);
  command->callback([flags, run, &session] { session.Finish(run(session, *flags)); });
}

// A flag or argument whose value is one of some words, in any case.
template <typename T>
CLI::Option* AddWord(CLI::App& command, const std::string& name, T& value,
                     const std::map<std::string, T>& words, const std::string& help) {
  const std::string allowed = absl::StrJoin(
      words, "|", [](std::string* out, const auto& word) { out->append(word.first); });
  return command
      .add_option_function<std::string>(
          name,
          [&value, words, name, allowed](const std::string& given) {
            const auto found = words.find(absl::AsciiStrToLower(given));
            if (found == words.end()) {
              throw CLI::ValidationError(name, absl::StrCat("\"", given, "\" is not ", allowed));
            }
            value = found->second;
          },
          help)
      ->option_text(allowed);
}

// For commands without flags.
struct NoFlags {};
inline void NoSetup(CLI::App&, NoFlags&) {}

// One function a noun, each in a file of its own.
void AddProgrammes(CLI::App& app, Session& session);
void AddOrganisations(CLI::App& app, Session& session);
void AddRelationships(CLI::App& app, Session& session);
void AddContexts(CLI::App& app, Session& session);
void AddMilestones(CLI::App& app, Session& session);
void AddPeople(CLI::App& app, Session& session);
void AddAppointments(CLI::App& app, Session& session);
void AddImports(CLI::App& app, Session& session);
void AddConflicts(CLI::App& app, Session& session);
void AddInstruments(CLI::App& app, Session& session);
void AddWaves(CLI::App& app, Session& session);
void AddResponses(CLI::App& app, Session& session);
void AddInvitations(CLI::App& app, Session& session);
void AddConsensus(CLI::App& app, Session& session);
void AddResults(CLI::App& app, Session& session);
void AddMeasures(CLI::App& app, Session& session);
void AddObservations(CLI::App& app, Session& session);
void AddDiagnoses(CLI::App& app, Session& session);
void AddKnowledgeBases(CLI::App& app, Session& session);
void AddSites(CLI::App& app, Session& session);
void AddSolutions(CLI::App& app, Session& session);
void AddAdaptations(CLI::App& app, Session& session);
void AddOutcomes(CLI::App& app, Session& session);
void AddPlans(CLI::App& app, Session& session);
void AddProgrammePlans(CLI::App& app, Session& session);
void AddActions(CLI::App& app, Session& session);
void AddCalendars(CLI::App& app, Session& session);
void AddPlaces(CLI::App& app, Session& session);
// The nouns of training and facilitation: course, venue, session, ...
void AddTraining(CLI::App& app, Session& session);
void AddBackups(CLI::App& app, Session& session);
void AddAudit(CLI::App& app, Session& session);
void AddSample(CLI::App& app, Session& session);
// More commands of the noun `result`.
void AddComparisons(CLI::App& noun, Session& session);
void AddGaps(CLI::App& noun, Session& session);
void AddScore(CLI::App& app, Session& session);
// More commands of the noun `plan`.
void AddCohortPlans(CLI::App& noun, Session& session);
void AddFacilitatorPlans(CLI::App& noun, Session& session);
void AddWorkforcePlans(CLI::App& noun, Session& session);

}  // namespace pcsp::cli
