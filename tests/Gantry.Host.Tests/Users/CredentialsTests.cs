using System.Text;
using Gantry.Host.Users;

namespace Gantry.Host.Tests.Users;

public class CredentialsTests
{
    [Fact]
    public void A_token_is_a_bearer_s_or_the_password_of_its_user()
    {
        Assert.Equal(new Credentials(null, "secret"), Credentials.Parse("Bearer secret"));
        Assert.Equal(new Credentials(null, "secret"), Credentials.Parse("bearer  secret "));
        Assert.Equal(new Credentials("reader", "sec:ret"), Credentials.Parse("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("reader:sec:ret"))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic ")]
    [InlineData("Basic !!!")]
    [InlineData("Basic cmVhZGVy")] // reader
    [InlineData("Basic cmVhZGVyOg==")] // reader:
    [InlineData("Basic OnNlY3JldA==")] // :secret
    [InlineData("Digest x")]
    public void Anything_else_is_nobody(string field) => Assert.Null(Credentials.Parse(field));

    [Fact]
    public void A_field_without_end_is_not_looked_at() => Assert.Null(Credentials.Parse("Bearer " + new string('x', 10_000)));

    [Fact]
    public void The_store_has_the_hash_alone() =>
        Assert.Equal("2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b", Secret.HashOf("secret"));
}
