// How a command of pcspctl is made: its flags, then what it does.
#pragma once

#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gateway/cli/flags.h"
#include "gateway/cli/session.h"

namespace pcsp::cli {

// A noun that has commands: `pcspctl wave ...`.
inline Command AddNoun(Command app, const std::string& name, const std::string& help) {
  const Command noun = app.AddCommand(name, help);
  noun.NeedsCommand();
  return noun;
}

// `setup(command, flags)` declares the flags; `run(session, flags)` is called when the command is
// given. Flags live as long as the program.
template <typename Flags>
void AddCommand(Command noun, Session& session, const std::string& name, const std::string& help,
                void (*setup)(Command, Flags&), absl::Status (*run)(Session&, const Flags&)) {
  auto flags = std::make_shared<Flags>();
  const Command command = noun.AddCommand(name, help);
  setup(command, *flags);
  command.OnCall([flags, run, &session] { session.Finish(run(session, *flags)); });
}

// Words that a flag may be, and what each stands for.
template <typename T>
using WordsOf = std::map<std::string, T>;

template <typename T>
std::string AllowedOf(const WordsOf<T>& words) {
  return absl::StrJoin(words, "|",
                       [](std::string* out, const auto& word) { out->append(word.first); });
}

// What a word stands for, in any case.
template <typename T>
T Meant(const WordsOf<T>& words, const std::string& given) {
  const auto found = words.find(absl::AsciiStrToLower(given));
  if (found == words.end()) {
    throw std::invalid_argument(absl::StrCat("\"", given, "\" is not ", AllowedOf(words)));
  }
  return found->second;
}

// A flag or argument whose value is one of some words, in any case.
template <typename T>
Flag AddWord(Command command, const std::string& name, T& value, const WordsOf<T>& words,
             const std::string& help) {
  return command
      .AddOptionFunction<std::string>(
          name, [&value, words](const std::string& given) { value = Meant(words, given); }, help)
      .ShowValues(AllowedOf(words));
}

// The same with any number of words.
template <typename T>
Flag AddWords(Command command, const std::string& name, std::vector<T>& values,
              const WordsOf<T>& words, const std::string& help) {
  return command
      .AddOptionFunction<std::vector<std::string>>(
          name,
          [&values, words](const std::vector<std::string>& given) {
            values.clear();
            for (const std::string& word : given) values.push_back(Meant(words, word));
          },
          help)
      .ShowValues(AllowedOf(words) + " ...");
}

// For commands without flags.
struct NoFlags {};
inline void NoSetup(Command, NoFlags&) {}

// One function a noun, each in a file of its own.
void AddProgrammes(Command app, Session& session);
void AddOrganisations(Command app, Session& session);
void AddRelationships(Command app, Session& session);
void AddContexts(Command app, Session& session);
void AddMilestones(Command app, Session& session);
void AddPeople(Command app, Session& session);
void AddAppointments(Command app, Session& session);
void AddImports(Command app, Session& session);
void AddConflicts(Command app, Session& session);
void AddInstruments(Command app, Session& session);
void AddWaves(Command app, Session& session);
void AddResponses(Command app, Session& session);
void AddInvitations(Command app, Session& session);
void AddConsensus(Command app, Session& session);
void AddResults(Command app, Session& session);
void AddMeasures(Command app, Session& session);
void AddObservations(Command app, Session& session);
void AddDiagnoses(Command app, Session& session);
void AddKnowledgeBases(Command app, Session& session);
void AddSites(Command app, Session& session);
void AddSolutions(Command app, Session& session);
void AddAdaptations(Command app, Session& session);
void AddOutcomes(Command app, Session& session);
void AddPlans(Command app, Session& session);
void AddProgrammePlans(Command app, Session& session);
void AddActions(Command app, Session& session);
void AddCalendars(Command app, Session& session);
void AddPlaces(Command app, Session& session);
// The nouns of training and facilitation: course, venue, session, ...
void AddTraining(Command app, Session& session);
void AddBackups(Command app, Session& session);
void AddAudit(Command app, Session& session);
void AddSample(Command app, Session& session);
// More commands of the noun `result`.
void AddComparisons(Command noun, Session& session);
void AddGaps(Command noun, Session& session);
void AddScore(Command app, Session& session);
// More commands of the noun `plan`.
void AddCohortPlans(Command noun, Session& session);
void AddFacilitatorPlans(Command noun, Session& session);
void AddWorkforcePlans(Command noun, Session& session);

}  // namespace pcsp::cli
