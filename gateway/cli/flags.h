// What a command line may say: commands, their flags and their arguments. CLI11 reads them, out of
// sight: its header costs every file that includes it four seconds.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace pcsp::cli {

// A flag or an argument of a command; a handle, as Command is.
class Flag {
 public:
  explicit Flag(CLI::Option* option) : option_(option) {}

  Flag Required() const;
  Flag ShowDefault() const;
  // The values that it may have, in place of what kind of value it is.
  Flag ShowValues(const std::string& words) const;
  Flag Between(int low, int high) const;
  Flag Between(double low, double high) const;
  Flag Positive() const;
  Flag NotNegative() const;
  Flag OneOf(const std::vector<std::string>& words) const;
  Flag ExistingFile() const;
  // `check` says what is wrong with a value; nothing, if nothing is.
  Flag CheckedBy(const std::function<std::string(const std::string&)>& check) const;
  Flag Excludes(Flag other) const;
  // A list whose values this character parts.
  Flag PartedBy(char separator) const;
  // A list takes one value each time it is named: what follows is something else.
  Flag OneAtATime() const;
  // The list has so many values.
  Flag Takes(int values) const;
  Flag FromEnvironment(const std::string& variable) const;

 private:
  CLI::Option* option_;
};

// A command, or a noun that has some. Variables that values go to must outlive the parsing.
class Command {
 public:
  explicit Command(CLI::App* app) : app_(app) {}

  // T: bool is for flags; here std::string, int, int64_t, uint64_t, double, vectors of strings,
  // ints.
  template <typename T>
  Flag AddOption(const std::string& name, T& value, const std::string& help) const;
  // Hands what was given to `take`, which throws std::invalid_argument if it is wrong. Types as
  // above.
  template <typename T>
  Flag AddOptionFunction(const std::string& name, const std::function<void(const T&)>& take,
                         const std::string& help) const;
  Flag AddFlag(const std::string& name, bool& value, const std::string& help) const;
  Flag AddFlagFunction(const std::string& name, const std::function<void()>& given,
                       const std::string& help) const;

  Command AddCommand(const std::string& name, const std::string& help) const;
  // Flags of which one must be given, and no more.
  Command AddOneOf(const std::string& title, const std::string& help) const;
  void NeedsCommand() const;
  void OnCall(const std::function<void()>& run) const;
  void Alias(const std::string& name) const;
  void Footer(const std::string& text) const;

 private:
  CLI::App* app_;
};

}  // namespace pcsp::cli
