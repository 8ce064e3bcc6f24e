import { Schema, type SchemaDefinition } from 'mongoose';

/* The few kinds of fields that the store knows; every schema in this folder is made of them. */

export const text = { type: String };
export const needText = { type: String, required: true };
export const number = { type: Number };
export const needNumber = { type: Number, required: true };
export const date = { type: Date };
export const needDate = { type: Date, required: true };
export const flag = { type: Boolean };
export const needFlag = { type: Boolean, required: true };
export const mixed = { type: Schema.Types.Mixed };

/** A part without an id of its own. */
export function part(fields: SchemaDefinition): { type: Schema } {
  return { type: new Schema(fields, { _id: false, minimize: false, versionKey: false }) };
}

/** A list without the default `[]` that mongoose adds. */
export function list(of: unknown): { type: unknown[]; default: undefined } {
  return { type: [of], default: undefined };
}

export function schema(fields: SchemaDefinition): Schema {
  return new Schema({ _id: needText, ...fields }, { minimize: false, versionKey: false, autoIndex: false });
}
