// pcspctl diagnosis batch
#include <fstream>
#include <iostream>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/rpc/status.h"
#include "gateway/cli/diagnosis/commands.h"
#include "gateway/cli/upload.h"
#include "google/protobuf/util/json_util.h"

namespace pcsp::cli {
namespace {

struct BatchFlags {
  std::string file;
};

// One BatchDiagnoseRequest a line; a line that cannot be read ends the file.
class Lines {
 public:
  explicit Lines(std::istream& in) : in_(in) {}

  // False at the end, or at a line that is not JSON; status() says which.
  bool Next(diagnosis::v1::BatchDiagnoseRequest* request) {
    for (std::string line; std::getline(in_, line);) {
      ++number_;
      if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
      request->Clear();
      const auto parsed = google::protobuf::util::JsonStringToMessage(line, request);
      if (parsed.ok()) return true;
      status_ = InvalidField(absl::StrCat("line ", number_), std::string(parsed.message()),
                             "a BatchDiagnoseRequest as JSON: {\"key\":..., \"request\":{...}}");
      return false;
    }
    return false;
  }
  const absl::Status& status() const { return status_; }

 private:
  std::istream& in_;
  int number_ = 0;
  absl::Status status_;
};

// Prints each answer as a line of JSON; the number of those that are errors.
int PrintAnswers(grpc::ClientReaderWriter<diagnosis::v1::BatchDiagnoseRequest,
                                          diagnosis::v1::BatchDiagnoseResponse>& stream) {
  int errors = 0;
  diagnosis::v1::BatchDiagnoseResponse answer;
  while (stream.Read(&answer)) {
    errors += answer.has_error() ? 1 : 0;
    std::string json;
    google::protobuf::util::JsonPrintOptions options;
    options.always_print_primitive_fields = true;
    if (google::protobuf::util::MessageToJsonString(answer, &json, options).ok()) {
      std::cout << json << "\n";
    }
  }
  return errors;
}

absl::Status Batch(Session& session, const BatchFlags& flags) {
  std::ifstream file;
  if (flags.file != "-") file.open(flags.file);
  if (flags.file != "-" && !file) return FileUnreadable(flags.file);
  Lines lines(flags.file == "-" ? std::cin : file);
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(session.deadline()));
  const auto stream = session.clients().diagnosis->BatchDiagnose(&context);
  std::thread writer([&] {
    diagnosis::v1::BatchDiagnoseRequest request;
    while (lines.Next(&request) && stream->Write(request)) {
    }
    stream->WritesDone();
  });
  const int errors = PrintAnswers(*stream);
  writer.join();
  RETURN_IF_ERROR(rpc::FromGrpcStatus(stream->Finish()));
  RETURN_IF_ERROR(lines.status());
  if (errors > 0) session.exit_code = kPartly;
  return absl::OkStatus();
}

void SetUpBatch(Command command, BatchFlags& flags) {
  command
      .AddOption("file", flags.file,
                 "BatchDiagnoseRequests as JSON, one a line; - for standard input")
      .Required();
}

}  // namespace

void AddDiagnosisBatch(Command noun, Session& session) {
  AddCommand(noun, session, "batch", "Diagnose many in one stream; a line of JSON for each",
             SetUpBatch, Batch);
}

}  // namespace pcsp::cli
