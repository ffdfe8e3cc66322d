using System.Composition;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Fixtures.Gossip;

public enum Mood
{
    Talkative,
}

/// <summary>Serves the modality worklist's SOP class with nothing but log messages, and then throws.</summary>
[ExportDimseHandler(typeof(ICFindHandler), "1.2.840.10008.5.1.4.31")]
[method: ImportingConstructor]
public sealed class Gossip(ILoggerFactory loggers) : ICFindHandler
{
    private readonly ILogger _logger = loggers.CreateLogger<Gossip>();

    public ValueTask<FinalResponse> HandleAsync(CFindRequest request, IPendingResponses<DicomDataSet> pending, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var name = request.Identifier.GetString(Tags.PatientName) ?? "";
        _logger.LogInformation("It is {Mood}, this is {Self}", Mood.Talkative, this);
        _logger.LogWarning("Declared: {Who}", new PatientData(name));
        _logger.LogWarning("By name: {PatientName}", name);
        _logger.LogWarning("As a data set: {Query} {@Query}", request.Identifier, request.Identifier);
        _logger.LogWarning("In a list: {Elements}", request.Identifier);
        _logger.Log(LogLevel.Warning, default, this, null, (_, _) => $"Without a template: {name}");
        _logger.LogDebug("Of little interest");
        using (_logger.BeginScope("Scope of {PatientName}", name))
        {
            _logger.LogError(new InvalidOperationException(name, new FormatException(name)), "An exception");
        }

        throw new FormatException($"{name} is no number: {int.Parse("1", CultureInfo.InvariantCulture)}");
    }
}
