// How a command of pcspctl is made: its flags, then what it does.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "absl/status/status.h"
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

// For commands without flags.
struct NoFlags {};
inline void NoSetup(CLI::App&, NoFlags&) {}

// One function a noun, each in a file of its own.
void AddProgrammes(CLI::App& app, Session& session);
void AddOrganisations(CLI::App& app, Session& session);
void AddRelationships(CLI::App& app, Session& session);
void AddContexts(CLI::App& app, Session& session);
void AddInstruments(CLI::App& app, Session& session);
void AddWaves(CLI::App& app, Session& session);
void AddResponses(CLI::App& app, Session& session);
void AddResults(CLI::App& app, Session& session);
void AddDiagnoses(CLI::App& app, Session& session);
void AddKnowledgeBases(CLI::App& app, Session& session);
void AddSolutions(CLI::App& app, Session& session);
void AddPlans(CLI::App& app, Session& session);
void AddSample(CLI::App& app, Session& session);

}  // namespace pcsp::cli
