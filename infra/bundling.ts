/** Dependencies in CommonJS ask for `require`, which a bundle of ES modules has not. */
export const requireInModules = "import{createRequire as __cr}from'module';const require=__cr(import.meta.url);";
