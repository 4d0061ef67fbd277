#include "gateway/cli/session.h"

#include <iostream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/rpc/status.h"

namespace pcsp::cli {

void Session::Dial() {
  if (channel_ != nullptr) return;
  channel_ = gateway::Dial(server);
  clients_ =
      std::make_unique<gateway::Clients>(gateway::Channels{channel_, channel_, channel_, channel_});
  flows_ = gateway::v1::ProgrammeService::NewStub(channel_);
}

gateway::Clients& Session::clients() {
  Dial();
  return *clients_;
}

gateway::v1::ProgrammeService::Stub& Session::flows() {
  Dial();
  return *flows_;
}

std::string Session::ProgrammeName() const {
  return absl::StartsWith(programme, "programmes/") ? programme
                                                    : absl::StrCat("programmes/", programme);
}

std::string Session::NameOf(const std::string& collection, const std::string& id_or_name) const {
  if (id_or_name.empty() || absl::StrContains(id_or_name, '/')) return id_or_name;
  return absl::StrCat(ProgrammeName(), "/", collection, "/", id_or_name);
}

void Session::Finish(const absl::Status& status) {
  if (status.ok()) return;
  const bool unreachable = absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status);
  exit_code = unreachable ? kUnreachable : kRefused;
  std::cerr << "pcspctl: " << status.message() << "\n";
  const auto detail = ErrorDetailOf(status);
  if (detail) {
    for (const Violation& v : detail->violations) {
      std::cerr << "  " << v.field << ": expected " << v.expected;
      if (!v.given.empty()) std::cerr << ", given \"" << v.given << "\"";
      std::cerr << "\n";
    }
    if (detail->precondition) std::cerr << "  To go on: " << *detail->precondition << "\n";
  }
  std::cerr << "  (" << rpc::CodeName(status.code()) << ", " << rpc::ReasonOf(status) << ")\n";
  if (unreachable) std::cerr << "  Is pcspd running, and is --server " << server << " right?\n";
}

}  // namespace pcsp::cli
