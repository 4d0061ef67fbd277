// The files that the sample programme brings along, sent as their owners would send them.
#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "common/rpc/status.h"
#include "gateway/cli/sample_play/loader.h"
#include "gateway/cli/session.h"
#include "grpcpp/client_context.h"

namespace pcsp::cli {

// What a file says already is left as it is. `which` tells files of one format apart; `date` is the
// day that the file is for, where it does not say.
template <typename Request>
absl::Status ImportSampleFile(
    Session& session, registry::v1::ImportFormat format, const std::string& file,
    std::unique_ptr<grpc::ClientWriter<Request>> (registry::v1::RegistryService::Stub::*method)(
        grpc::ClientContext*, registry::v1::ImportReport*),
    const std::string& date = "", const std::string& which = "") {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(session.deadline()));
  registry::v1::ImportReport report;
  auto writer = (*session.clients().registry.*method)(&context, &report);
  Request message;
  auto* config = message.mutable_config();
  config->set_parent(absl::StrCat("programmes/", kSampleProgramme));
  config->set_format(format);
  config->set_mode(registry::v1::IMPORT_MODE_ALL_OR_NOTHING);
  config->set_request_id(
      SampleRequestId(absl::StrCat("import of ", registry::v1::ImportFormat_Name(format), which)));
  config->set_effective_date(date);
  config->set_size_bytes(static_cast<int64_t>(file.size()));
  message.set_data(file);
  writer->Write(message);
  writer->WritesDone();
  RETURN_IF_ERROR(rpc::FromGrpcStatus(writer->Finish()));
  if (report.outcome() == registry::v1::IMPORT_OUTCOME_APPLIED) return absl::OkStatus();
  return absl::InternalError(absl::StrCat(registry::v1::ImportFormat_Name(format), ": ",
                                          report.counts().rejected(), " rows were rejected"));
}

}  // namespace pcsp::cli
