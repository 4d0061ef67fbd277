// What all methods of AssessmentService rest on. gRPC wants one class with every method, so that
// class is put together from parts, a noun each: `reactors.h` in the folder of the noun, each on
// top of the one before. A part has the line of each of its methods that hands it to the handler.
#pragma once

#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "common/base/page_token.h"
#include "common/rpc/audit_methods.h"
#include "common/rpc/handler.h"
#include "common/rpc/raw_replies.h"
#include "common/storage/cache/doorbell.h"
#include "pcsp/assessments/v1/assessment_service.grpc.pb.h"
#include "services/assessments/domain/catalogue.h"
#include "services/assessments/rpc/measures/measure_methods.h"
#include "services/assessments/rpc/results/final_replies.h"
#include "services/assessments/store/store.h"

namespace pcsp::assessments {

class AnswerMethods;
class ComparisonMethods;
class ConsensusMethods;
class GroupMethods;
class InstrumentMethods;
class InvitationMethods;
class QuestionnaireMethods;
class ResponseWriter;
class WordsMethods;

// What final answers come to goes out as bytes, ready-made where it is in memory.
using GeneratedService = v1::AssessmentService::WithRawCallbackMethod_GetSiteResults<
    v1::AssessmentService::WithRawCallbackMethod_ListSiteResults<
        v1::AssessmentService::WithRawCallbackMethod_ListEvidence<
            v1::AssessmentService::CallbackService>>>;

// Thread-safe. What its options point to must outlive it.
class ServiceBase : public GeneratedService {
 public:
  using Context = grpc::CallbackServerContext;
  using Unary = grpc::ServerUnaryReactor;
  template <typename Request>
  using Stream = grpc::ServerReadReactor<Request>;

  struct Options {
    const Catalogue* catalogue;
    Store* store;
    FrozenWaves* waves;
    WaveResultsCache* results;
    ResponseWriter* writer;
    FinalReplies* replies;
    ComparisonMethods* comparisons;
    const GroupMethods* groups;
    const WordsMethods* words;
    Doorbell* doorbell = nullptr;  // rung when a wave changes; may be null
    std::string page_token_key;
    const rpc::AuditMethods* audit;
    EvidenceTools evidence;
    const InvitationMethods* invitations;
    const AnswerMethods* answers;
    const ConsensusMethods* consensus;
    const InstrumentMethods* instruments;
    const QuestionnaireMethods* questionnaires;
    rpc::Handler::Options handler;  // its `service` is filled in
  };

 protected:
  explicit ServiceBase(Options options)
      : options_(std::move(options)),
        tokens_(options_.page_token_key),
        handler_(Named(options_.handler)) {}

  template <typename... Arguments>
  Unary* Pooled(Arguments&&... arguments) {
    return handler_.Unary(std::forward<Arguments>(arguments)..., rpc::Mode::kPooled);
  }

  template <typename Request, typename Method>
  Unary* Bytes(Context* context, const grpc::ByteBuffer* request, grpc::ByteBuffer* response,
               absl::string_view name, Method method) {
    return handler_.UnaryBytes<Request>(
        context, request, response, name,
        [this](const rpc::Call&, const Request& message) {
          return options_.replies->AtHand(AskedBy(message));
        },
        std::move(method));
  }

  const Options options_;
  const PageTokens tokens_;
  rpc::Handler handler_;

 private:
  static rpc::Handler::Options Named(rpc::Handler::Options options) {
    options.service = v1::AssessmentService::service_full_name();
    return options;
  }
};

}  // namespace pcsp::assessments
