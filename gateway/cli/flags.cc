#include "gateway/cli/flags.h"

#include <CLI/CLI.hpp>
#include <cstdint>
#include <stdexcept>

namespace pcsp::cli {

Flag Flag::Required() const { return Flag(option_->required()); }

Flag Flag::ShowDefault() const { return Flag(option_->capture_default_str()); }

Flag Flag::ShowValues(const std::string& words) const { return Flag(option_->option_text(words)); }

Flag Flag::Between(int low, int high) const { return Flag(option_->check(CLI::Range(low, high))); }

Flag Flag::Between(double low, double high) const {
  return Flag(option_->check(CLI::Range(low, high)));
}

Flag Flag::Positive() const { return Flag(option_->check(CLI::PositiveNumber)); }

Flag Flag::NotNegative() const { return Flag(option_->check(CLI::NonNegativeNumber)); }

Flag Flag::OneOf(const std::vector<std::string>& words) const {
  return Flag(option_->check(CLI::IsMember(words)));
}

Flag Flag::ExistingFile() const { return Flag(option_->check(CLI::ExistingFile)); }

Flag Flag::CheckedBy(const std::function<std::string(const std::string&)>& check) const {
  return Flag(option_->check(check));
}

Flag Flag::Excludes(Flag other) const { return Flag(option_->excludes(other.option_)); }

Flag Flag::PartedBy(char separator) const { return Flag(option_->delimiter(separator)); }

Flag Flag::OneAtATime() const { return Flag(option_->allow_extra_args(false)); }

Flag Flag::Takes(int values) const { return Flag(option_->expected(values)); }

Flag Flag::FromEnvironment(const std::string& variable) const {
  return Flag(option_->envname(variable));
}

template <typename T>
Flag Command::AddOption(const std::string& name, T& value, const std::string& help) const {
  return Flag(app_->add_option(name, value, help));
}

template <typename T>
Flag Command::AddOptionFunction(const std::string& name, const std::function<void(const T&)>& take,
                                const std::string& help) const {
  return Flag(app_->add_option_function<T>(
      name,
      [name, take](const T& given) {
        try {
          take(given);
        } catch (const std::invalid_argument& wrong) {
          throw CLI::ValidationError(name, wrong.what());
        }
      },
      help));
}

// Every type that a value may have.
#define PCSP_FLAG_OF(type)                                                               \
  template Flag Command::AddOption(const std::string&, type&, const std::string&) const; \
  template Flag Command::AddOptionFunction(                                              \
      const std::string&, const std::function<void(const type&)>&, const std::string&) const;
PCSP_FLAG_OF(std::string)
PCSP_FLAG_OF(int)
PCSP_FLAG_OF(int64_t)
PCSP_FLAG_OF(uint64_t)
PCSP_FLAG_OF(double)
PCSP_FLAG_OF(std::vector<std::string>)
PCSP_FLAG_OF(std::vector<int>)
#undef PCSP_FLAG_OF

Flag Command::AddFlag(const std::string& name, bool& value, const std::string& help) const {
  return Flag(app_->add_flag(name, value, help));
}

Flag Command::AddFlagFunction(const std::string& name, const std::function<void()>& given,
                              const std::string& help) const {
  return Flag(app_->add_flag_callback(name, given, help));
}

Command Command::AddCommand(const std::string& name, const std::string& help) const {
  return Command(app_->add_subcommand(name, help));
}

Command Command::AddOneOf(const std::string& title, const std::string& help) const {
  CLI::Option_group* const flags = app_->add_option_group(title, help);
  flags->require_option(1);
  return Command(flags);
}

void Command::NeedsCommand() const { app_->require_subcommand(1); }

void Command::OnCall(const std::function<void()>& run) const { app_->callback(run); }

void Command::Alias(const std::string& name) const { app_->alias(name); }

void Command::Footer(const std::string& text) const { app_->footer(text); }

}  // namespace pcsp::cli
