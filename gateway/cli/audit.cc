// pcspctl audit ...
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <string>
#include <type_traits>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/audit/chain_check.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/rpc/audit_convert.h"
#include "gateway/cli/command.h"
#include "gateway/flows/pages.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/time_util.h"

namespace pcsp::cli {
namespace {

using audit::ChainCheck;
using audit::Finding;
using audit::v1::AuditHead;
using google::protobuf::util::TimeUtil;

const std::vector<std::string> kServices = {"registry", "assessments", "diagnosis", "planning"};

struct AuditFlags {
  std::vector<std::string> services = kServices;
  std::string head_file, public_key;
};

// Calls `ask` with the stub of a service.
template <typename AskStub>
auto WithStub(Session& session, const std::string& service, AskStub ask) {
  gateway::Clients& clients = session.clients();
  if (service == "registry") return ask(*clients.registry);
  if (service == "assessments") return ask(*clients.assessments);
  if (service == "diagnosis") return ask(*clients.diagnosis);
  return ask(*clients.planning);
}

std::string ProgrammeOf(const Session& session) { return IdOf(session.ProgrammeName()); }

std::string ChainOf(const Session& session, const std::string& service) {
  return audit::ChainName(ProgrammeOf(session), service);
}

absl::StatusOr<AuditHead> HeadOf(Session& session, const std::string& service) {
  audit::v1::ExportAuditHeadRequest request;
  request.set_name(ChainOf(session, service));
  return WithStub(session, service, [&](auto& stub) {
    return gateway::Ask(stub, &std::decay_t<decltype(stub)>::ExportAuditHead, request,
                        session.deadline());
  });
}

// Gives every page of a chain to `take`.
absl::Status EachPageOf(
    Session& session, const std::string& service,
    const std::function<void(const audit::v1::ListAuditEntriesResponse&)>& take) {
  audit::v1::ListAuditEntriesRequest request;
  request.set_parent(ChainOf(session, service));
  return WithStub(session, service, [&](auto& stub) {
    return gateway::EachPage(stub, &std::decay_t<decltype(stub)>::ListAuditEntries, request,
                             absl::Seconds(session.timeout_seconds), take);
  });
}

// "programmes/p/auditChains/registry/..." is of registry.
std::string ServiceOf(const std::string& name) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  return parts.size() > 3 ? parts[3] : "";
}

absl::Status List(Session& session, const AuditFlags& flags) {
  audit::v1::ListAuditEntriesResponse all;
  for (const std::string& service : flags.services) {
    RETURN_IF_ERROR(EachPageOf(session, service, [&all](const auto& page) {
      all.mutable_entries()->MergeFrom(page.entries());
    }));
  }
  Table table({"SERVICE", "LINE", "TIME", "METHOD", "RESOURCE", "HASH"});
  for (const auto& e : all.entries()) {
    table.Add({ServiceOf(e.name()), absl::StrCat(e.sequence()), TimeUtil::ToString(e.time()),
               e.method(), e.resource(), e.hash().substr(0, 12)});
  }
  Print(session.format, table, all);
  return absl::OkStatus();
}

absl::Status Head(Session& session, const AuditFlags& flags) {
  audit::v1::AuditHeads heads;
  Table table({"SERVICE", "LINES", "HASH", "SIGNED BY"});
  for (const std::string& service : flags.services) {
    ASSIGN_OR_RETURN(const AuditHead head, HeadOf(session, service));
    const std::string signer = head.signature().empty() ? "(nobody)" : head.public_key();
    table.Add({service, absl::StrCat(head.sequence()), head.hash(), signer});
    *heads.add_heads() = head;
  }
  Print(session.format, table, heads);
  return absl::OkStatus();
}

absl::Status HeadFileUnusable(const std::string& file, const std::string& why) {
  return MakeError(absl::StatusCode::kInvalidArgument, absl::StrCat(file, " ", why),
                   {.reason = "AUDIT_HEAD_UNUSABLE"});
}

absl::Status CheckSignature(const audit::Head& head, const AuditFlags& flags) {
  if (!head.signature.empty() && !audit::HasValidSignature(head)) {
    return HeadFileUnusable(flags.head_file,
                            absl::StrCat("was altered: the signature of the head of ", head.chain,
                                         " does not fit it."));
  }
  if (!flags.public_key.empty() &&
      (head.signature.empty() || head.public_key != flags.public_key)) {
    return HeadFileUnusable(flags.head_file, absl::StrCat("holds a head of ", head.chain,
                                                          " that --public-key has not signed."));
  }
  if (head.signature.empty()) {
    std::cerr << "pcspctl: nobody signed the head of " << head.chain << " in " << flags.head_file
              << "\n";
  }
  return absl::OkStatus();
}

// The heads of this programme's chains in the file that --head names.
absl::StatusOr<std::vector<audit::Head>> ReadHeads(const Session& session,
                                                   const AuditFlags& flags) {
  std::vector<audit::Head> heads;
  if (flags.head_file.empty()) return heads;
  std::ifstream in(flags.head_file);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  audit::v1::AuditHeads read;
  if (!google::protobuf::util::JsonStringToMessage(text, &read).ok()) {
    return HeadFileUnusable(flags.head_file, "is not what `pcspctl audit head -o json` prints.");
  }
  for (const auto& proto : read.heads()) {
    if (proto.name() != ChainOf(session, ServiceOf(proto.name()))) continue;
    heads.push_back(rpc::FromProto(proto));
    RETURN_IF_ERROR(CheckSignature(heads.back(), flags));
  }
  if (heads.empty()) {
    return HeadFileUnusable(flags.head_file,
                            absl::StrCat("holds no head of ", session.ProgrammeName(), "."));
  }
  return heads;
}

struct Verdict {
  std::string service;
  int64_t lines = 0;
  std::vector<Finding> findings;
};

absl::StatusOr<Verdict> Check(Session& session, const std::string& service,
                              const std::vector<audit::Head>& exported) {
  std::vector<audit::Head> mine;
  for (const audit::Head& head : exported) {
    if (head.chain == ChainOf(session, service)) mine.push_back(head);
  }
  ASSIGN_OR_RETURN(const AuditHead before, HeadOf(session, service));
  ChainCheck check({before.sequence(), before.hash()}, mine);
  RETURN_IF_ERROR(EachPageOf(session, service, [&](const auto& page) {
    for (const auto& entry : page.entries()) {
      check.Add(rpc::FromProto(entry, ProgrammeOf(session)));
    }
  }));
  ASSIGN_OR_RETURN(const AuditHead after, HeadOf(session, service));
  Verdict verdict{.service = service};
  verdict.findings = check.Finish({after.sequence(), after.hash()});
  verdict.lines = check.lines();
  return verdict;
}

google::protobuf::Struct AsStruct(const std::vector<Verdict>& verdicts) {
  google::protobuf::Struct all;
  for (const Verdict& verdict : verdicts) {
    google::protobuf::Struct one;
    auto& fields = *one.mutable_fields();
    fields["lines"].set_number_value(static_cast<double>(verdict.lines));
    fields["sound"].set_bool_value(verdict.findings.empty());
    auto& findings = *fields["findings"].mutable_list_value();
    for (const Finding& finding : verdict.findings) {
      auto& f = *findings.add_values()->mutable_struct_value()->mutable_fields();
      f["line"].set_number_value(static_cast<double>(finding.sequence));
      f["fault"].set_string_value(audit::FaultText(finding.fault));
      f["text"].set_string_value(finding.text);
    }
    *(*all.mutable_fields())[verdict.service].mutable_struct_value() = one;
  }
  return all;
}

void Show(const Session& session, const std::vector<Verdict>& verdicts) {
  Table table({"SERVICE", "LINES", "VERDICT", "AT", "WHAT"});
  for (const Verdict& verdict : verdicts) {
    const std::string lines = absl::StrCat(verdict.lines);
    if (verdict.findings.empty()) table.Add({verdict.service, lines, "sound", "", ""});
    for (const Finding& f : verdict.findings) {
      table.Add(
          {verdict.service, lines, audit::FaultText(f.fault), absl::StrCat(f.sequence), f.text});
    }
  }
  Print(session.format, table, AsStruct(verdicts));
}

absl::Status Verify(Session& session, const AuditFlags& flags) {
  ASSIGN_OR_RETURN(const std::vector<audit::Head> exported, ReadHeads(session, flags));
  std::vector<Verdict> verdicts;
  for (const std::string& service : flags.services) {
    ASSIGN_OR_RETURN(Verdict verdict, Check(session, service, exported));
    if (!verdict.findings.empty()) session.exit_code = kRefused;
    verdicts.push_back(std::move(verdict));
  }
  Show(session, verdicts);
  return absl::OkStatus();
}

void SetUp(Command command, AuditFlags& flags) {
  command.AddOption("--service", flags.services, "Only these services, separated by commas")
      .PartedBy(',')
      .OneOf(kServices);
}

void SetUpVerify(Command command, AuditFlags& flags) {
  SetUp(command, flags);
  command
      .AddOption("--head", flags.head_file,
                 "File with heads that were exported before: shows what was cut or rewritten")
      .ExistingFile();
  command.AddOption("--public-key", flags.public_key,
                    "The key that must have signed those heads, as `audit head` shows it");
}

}  // namespace

void AddAudit(Command app, Session& session) {
  Command noun = AddNoun(app, "audit", "Who changed what, and whether anybody tampered with that");
  AddCommand(noun, session, "list", "List the changes, each with its hash", SetUp, List);
  AddCommand(noun, session, "head",
             "Show how far each chain goes, signed; `-o json` is what --head takes: keep it "
             "elsewhere, every hour",
             SetUp, Head);
  AddCommand(noun, session, "verify",
             "Check every line against the one before: finds lines edited, gone, moved, inserted, "
             "and with --head chains cut or rewritten. Exit code 1 if there is anything",
             SetUpVerify, Verify);
}

}  // namespace pcsp::cli
